@echo off
rem Starts the web app on the solved sample school, as "make app" does. Sets up what it needs the first time.
rem Needs Python 3.11 to 3.14 from python.org or the Microsoft Store, and nothing else.
setlocal
pushd "%~dp0"
set "CHECK=import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))"
set "PY="
if exist ".venv\Scripts\python.exe" ".venv\Scripts\python.exe" -c "%CHECK%" >nul 2>&1 && set PY=".venv\Scripts\python.exe"
for %%V in (3.14 3.13 3.12 3.11) do if not defined PY py -%%V -c "%CHECK%" >nul 2>&1 && set "PY=py -%%V"
if not defined PY python -c "%CHECK%" >nul 2>&1 && set "PY=python"
if not defined PY (
    echo Python 3.11 to 3.14 was not found. Install it from the Microsoft Store or from python.org, then start this again.
    pause
    exit /b 1
)
%PY% -m scripts.set_up
if errorlevel 1 (
    pause
    exit /b 1
)
".venv\Scripts\python.exe" -m allocator app "scenarios\oak-grove\base.yaml"
if errorlevel 1 pause
