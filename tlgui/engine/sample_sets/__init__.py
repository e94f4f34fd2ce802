"""Well-known data sets, fetched and written as class folders: to try tlgui on, to compare with."""
