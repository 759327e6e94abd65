"""How well found clusters fit the true ones."""
from collections import Counter


def scores(found, gold):
    """B-cubed precision, recall, F1 (Amigó et al. 2009), pairwise F1, adjusted Rand index."""
    n, pairs = len(gold), lambda counts: sum(c * (c - 1) / 2 for c in counts)
    sizes, truth = Counter(found), Counter(gold)
    both = Counter(zip(found, gold))
    precision = sum(c * c / sizes[a] for (a, _), c in both.items()) / n
    recall = sum(c * c / truth[b] for (_, b), c in both.items()) / n
    hit, said, true = pairs(both.values()), pairs(sizes.values()), pairs(truth.values())
    chance = said * true / (n * (n - 1) / 2)
    rand = (hit - chance) / ((said + true) / 2 - chance) if (said + true) / 2 != chance else 1.0
    pair = 2 * hit / (said + true) if said + true else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall), pair, rand
