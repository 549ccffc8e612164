"""The web app: pages show a report and change a plan; nothing is worked out here that a workbook would also need."""
