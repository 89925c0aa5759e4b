"""Logistic regression on hashed features, by scikit-learn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from whence.compare.linear import Linear, buckets, quantised


def matrix(rows: Sequence[Iterable[str]], count: int) -> csr_matrix:
    """Rows of features as a sparse matrix, each row divided by the root of how many it has, as `Linear` does."""
    found = [buckets(row, count) for row in rows]
    starts = np.cumsum([0, *(len(row) for row in found)])
    values = np.concatenate([np.full(len(row), 1 / np.sqrt(max(len(row), 1))) for row in found])
    return csr_matrix((values, np.concatenate(found), starts), shape=(len(rows), count))


def fit(rows: Sequence[Iterable[str]], labels: Sequence[str], *, count: int, cost: float, balanced: bool) -> Linear:
    """A model of these rows; `count` buckets, `cost` the inverse of how much weights are held back."""
    how = LogisticRegression(C=cost, max_iter=300, class_weight="balanced" if balanced else None)
    how.fit(matrix(rows, count), labels)
    weights, bias = how.coef_, how.intercept_
    if len(how.classes_) == 2:
        weights, bias = np.concatenate([-weights / 2, weights / 2]), np.concatenate([-bias / 2, bias / 2])
    return quantised([str(label) for label in how.classes_], weights, bias)
