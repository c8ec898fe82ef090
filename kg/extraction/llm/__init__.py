"""Extraction by a language model behind any address that speaks the OpenAI chat-completions protocol.

Off by default, and imported only where it is asked for. The model reads title and abstract and answers with names and
relations; what becomes a mention is decided here: a name that does not stand in the text is dropped, and places,
sentences and long forms are found in the text as the shipped extractor finds them.
"""
