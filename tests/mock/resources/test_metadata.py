from __future__ import annotations

from typing import Any


def test_the_list_links_to_everything_around_it(api: Any) -> None:
    path = api.decided()
    links = api.get(f"{path}/metaData").json()["_links"]
    assert {name: link["href"] for name, link in links.items()} == {
        "self": f"http://mock.test{path}/metaData",
        "environment": f"http://mock.test{api.environment}",
        "user": f"http://mock.test{api.user_path}",
        "verifyTransaction": f"http://mock.test{path}",
    }


def test_the_size_leaves_out_earlier_attempts(api: Any) -> None:
    body = api.get(f"{api.decided(attempts=2)}/metaData").json()
    assert body["size"] == len(body["_embedded"]["metaData"]) == len(body["_embedded"]["previousAttempts"])


def test_each_item_can_be_read(api: Any) -> None:
    path = api.decided(attempts=2)
    embedded = api.get(f"{path}/metaData").json()["_embedded"]
    for item in embedded["metaData"] + embedded["previousAttempts"]:
        read = api.get(f"{path}/metaData/{item['id']}").json()
        assert {**read, "_links": item["_links"]} == item


def test_an_item_links_to_its_transaction(api: Any) -> None:
    path = api.decided()
    item = api.get(f"{path}/metaData").json()["_embedded"]["metaData"][0]
    links = api.get(f"{path}/metaData/{item['id']}").json()["_links"]
    assert links["verifyTransaction"]["href"] == f"http://mock.test{path}"


def test_an_item_of_another_transaction_is_not_found(api: Any) -> None:
    first, second = api.decided(), api.decided()
    item = api.get(f"{first}/metaData").json()["_embedded"]["metaData"][0]["id"]
    assert api.get(f"{second}/metaData/{item}").status_code == 404
