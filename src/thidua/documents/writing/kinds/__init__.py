"""The kinds of official document: each is composed from plain data by one function.

What is not known is left out or blank. The sentences are in the plain form that our own reader, and every clerk,
reads back to the same figures and days.
"""
