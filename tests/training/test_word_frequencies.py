import gzip
import json

from kg.training.word_frequencies import count_documents, main, table


def test_a_word_counts_once_a_text():
    total, counts = count_documents(["red red fox", "red hen"])
    assert total == 2
    assert counts == {"red": 2, "fox": 1, "hen": 1}


def test_table_keeps_words_of_five_papers_in_order(tmp_path, capsys):
    papers = tmp_path / "papers.jsonl.gz"
    rows = [{"title": "zebra", "summary": "apple" if number else "apple once"} for number in range(5)]
    papers.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    main(str(papers), str(tmp_path / "out.gz"))
    assert gzip.decompress((tmp_path / "out.gz").read_bytes()) == b"apple\t5\nzebra\t5\n"
    assert capsys.readouterr().out == "5 papers, 2 words\n"


def test_table_bytes_do_not_depend_on_the_order_of_the_texts():
    texts = [f"alpha beta {word}" for word in ("one", "two", "six", "ten", "red")]
    assert table(count_documents(texts)[1]) == table(count_documents(reversed(texts))[1])
