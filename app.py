"""The door of the web app: ``streamlit run app.py``."""

if __name__ == "__main__":
    from allocator.ui.door import main

    main()
