"""How pages print the data of a policy: its number, the labels before them, how near to it, its title."""

from __future__ import annotations

NUMBER = r"[一-鿿]{1,12}\s*[〔\[［(（【]\s*(?:19|20)\d{2}\s*[〕\]］)）】]\s*第?\s*\d{1,5}\s*号"
# A page's table of its own data: 成文日期：2024-05-01, 【发文机关】…, or cells set apart by a tab.
LABELLED = r"(?:[】\]]\s*[:：]?|\s*[:：\t |])\s*[\t |]*"
# How far above the policy a page prints its data, and how far a number without a label may stand.
PAGE_HEAD = 1500
NEAR = 400
