"""Measuring whence on annotated articles: gold files in, a table and the predictions out.

A core of its own, beside `project`, because it reads gold and not only articles. One module for each task.
"""
