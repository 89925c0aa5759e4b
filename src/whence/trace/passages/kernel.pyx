# cython: language_level=3, boundscheck=True, wraparound=False, cdivision=True, initializedcheck=False
# cython: freethreading_compatible=True
"""What costs the passage index most of its time, compiled: words of texts, and runs of words that two sides share.

Where no compiler is at hand when whence is installed, `tokens`, `runs` and `chains` do the same with numpy. Every index
is checked: a damaged segment raises IndexError, here as there.
"""

cimport cython
import numpy as np

from libc.string cimport memcpy
from libc.stdint cimport int64_t, uint8_t, uint16_t, uint32_t, uint64_t

cdef int DROPPED = 0, SPACE = 1
cdef int WORDS = 5  # of a fingerprint
cdef int LONGEST = 64  # bytes of a word that are hashed
cdef double DROP = 2.5
cdef int FULL = 255  # a step or size that fits no byte
cdef int BESIDE = 3  # words on either side
cdef int LEAP = 4, AGAIN = 3, LEAPS = 4, WORTH = 6, FAR = 999
cdef uint64_t FIRST = 0x9E3779B97F4A7C15, SECOND = 0xBF58476D1CE4E5B9, LAST = 0x94D049BB133111EB


@cython.boundscheck(False)  # three bytes at most are looked at from a lead byte on, and two line feeds end them all
def words(
    const uint8_t[::1] raw, const uint8_t[::1] kinds, const uint8_t[::1] parting, const uint8_t[::1] opening,
    const uint8_t[::1] plain,
):
    """Of each word of UTF-8 that ends with two line feeds its hash, start, end, and whether a quotation opens there.

    `kinds` say of each byte what it is; the others, which bytes part words or open quotations.
    """
    cdef Py_ssize_t size = raw.shape[0], at = 0, count = 0, first = 0
    if kinds.shape[0] < 256 or parting.shape[0] < 256 or opening.shape[0] < 256 or plain.shape[0] < 256:
        raise ValueError("tables of 256 bytes are asked for")
    if size < 2 or raw[size - 1] != 10 or raw[size - 2] != 10:
        raise ValueError("two line feeds are asked for at the end")
    most = size // 2 + 1
    hashes_, opened_ = np.empty(most, np.uint64), np.empty(most, np.bool_)
    starts_, ends_ = np.empty(most, np.int64), np.empty(most, np.int64)
    cdef uint64_t[::1] hashes = hashes_
    cdef int64_t[::1] starts = starts_, ends = ends_
    cdef uint8_t[::1] opened = opened_.view(np.uint8)
    cdef int64_t points = 0
    cdef int letters = 0, width, kind
    cdef uint8_t byte
    cdef uint64_t found = 0, eight = 0
    cdef bint other
    while at < size:
        byte = raw[at]
        kind, width = kinds[byte], 1
        other = True  # one character of so many bytes, which says at once what it is
        if byte == 45:
            kind = SPACE if raw[at + 1] == 45 else DROPPED
        elif byte == 0xE2 and raw[at + 1] == 0x80:
            kind, width = SPACE if parting[raw[at + 2]] else DROPPED, 3
        elif byte == 0xE2 and raw[at + 1] == 0x81:
            kind, width = SPACE if raw[at + 2] == 0x9F else DROPPED, 3
        elif byte == 0xC2:
            kind, width = SPACE if raw[at + 1] == 0xA0 else DROPPED, 2
        elif byte == 0xEF and (raw[at + 1] == 0xB8 or raw[at + 1] == 0xBB):
            kind, width = DROPPED, 3
        elif byte == 0xF3 and raw[at + 1] == 0xA0:
            kind, width = DROPPED, 4
        else:
            other = False
        if kind == SPACE:
            if letters:
                hashes[count] = _ended(found, eight, letters)
                count += 1
                letters = 0
        elif kind != DROPPED:
            if letters == 0:
                first = at
                found, eight = 0, 0
                starts[count] = points - ((byte & 0xC0) == 0x80)
                opened[count] = _opens(raw, at, kinds, opening, plain)
            if letters < LONGEST:
                if letters and not letters & 7:
                    found, eight = _mixed(found, eight, letters - 8), 0
                eight |= <uint64_t> kind << (8 * (letters & 7))
            letters += 1
            ends[count] = points + ((byte & 0xC0) != 0x80)
        points += 1 if other or (byte & 0xC0) != 0x80 else 0
        at += width
    return hashes_[:count], starts_[:count], ends_[:count], opened_[:count]


cdef inline uint64_t _mixed(uint64_t found, uint64_t eight, int done) noexcept:
    """A hash with eight letters more, behind so many."""
    if done == 0:
        found = eight * FIRST
        return found ^ (found >> 32)
    found = (found + eight) * SECOND
    return found ^ (found >> 31)


cdef inline uint64_t _ended(uint64_t found, uint64_t eight, int letters) noexcept:
    found = _mixed(found, eight, (min(letters, LONGEST) - 1) & ~7) * LAST
    return found ^ (found >> 29)


@cython.boundscheck(False)
cdef inline bint _opens(
    const uint8_t[::1] raw, Py_ssize_t at, const uint8_t[::1] kinds, const uint8_t[::1] opening,
    const uint8_t[::1] plain,
) noexcept:
    """Whether the mark directly before a word opens a quotation."""
    if at == 0:
        return False
    cdef uint8_t before = raw[at - 1], two_before = raw[at - 2 if at > 1 else 0], lead = raw[at - 3 if at > 2 else 0]
    if plain[before] or (before == 39 and kinds[two_before] < 48):
        return True
    return lead == 0xE2 and two_before == 0x80 and opening[before]


@cython.boundscheck(False)
cdef inline Py_ssize_t _last_before(
    const int64_t[::1] begins, int64_t word, Py_ssize_t low, Py_ssize_t high
) noexcept:
    """The last of these texts that begins at or before a word, and the first where none does. Nothing here is guessed
    by the processor, which would be wrong half of the time.
    """
    low, high = max(low, 0), min(high, begins.shape[0])
    cdef Py_ssize_t size = high - low, half
    while size > 1:
        half = size >> 1
        low += half * (begins[low + half] <= word)
        size -= half
    return low


cdef class Side:
    """Rows of words with the borders of their texts; `masked` has a bit for each word, or nothing."""

    cdef const uint16_t[::1] words
    cdef const uint8_t[::1] masked
    cdef const int64_t[::1] begins
    cdef bint has
    cdef Py_ssize_t last

    def __init__(self, const uint16_t[::1] words, const int64_t[::1] begins, const uint8_t[::1] masked):
        self.words, self.begins, self.masked = words, begins, masked
        self.has, self.last = masked.shape[0] > 0, 0
        if begins.shape[0] < 2:
            raise ValueError("a side without texts")

    cdef inline int word(self, Py_ssize_t at) except -1:
        """The word there, or one that is the same as no other."""
        if self.has and (self.masked[at >> 3] >> (at & 7)) & 1:
            return 1 << 16
        return self.words[at]

    cdef inline Py_ssize_t text_of(self, int64_t word) except -1:
        """Which text a word belongs to; words of one text are mostly asked for one after the other."""
        if self.begins[self.last] <= word < self.begins[self.last + 1]:
            return self.last
        self.last = _last_before(self.begins, word, 0, self.begins.shape[0])
        if word >= self.begins[self.last + 1]:
            raise IndexError("a word of no text")
        return self.last


cdef struct Limits:
    int64_t a, a_end, b, b_end


cdef inline bint _same(Side one, Py_ssize_t a, Side other, Py_ssize_t b) except -1:
    cdef int word = one.word(a)
    return word < (1 << 16) and word == other.word(b)


cdef inline bint _within(Limits limits, int64_t a, int64_t b) noexcept:
    return limits.a <= a < limits.a_end and limits.b <= b < limits.b_end


cdef Limits _limits(Side one, int64_t a, Side other, int64_t b) except *:
    """The borders of the texts on both sides."""
    cdef Limits found
    cdef Py_ssize_t mine = one.text_of(a), theirs = other.text_of(b)
    found.a, found.a_end = max(one.begins[mine], 0), min(one.begins[mine + 1], one.words.shape[0])
    found.b, found.b_end = max(other.begins[theirs], 0), min(other.begins[theirs + 1], other.words.shape[0])
    return found


cdef int64_t _reach(Side one, int64_t a, Side other, int64_t b, Limits limits, int step) except -1:
    """How many words from these on belong to a run, in the direction of `step`."""
    cdef double score = 0, best = 0
    cdef int64_t reached = 0, done = 0
    while _within(limits, a, b):
        done += 1
        if _same(one, a, other, b):
            score += 1
            if score > best:
                best, reached = score, done
        else:
            score -= 1
            if score <= best - DROP:
                break
        a += step
        b += step
    return reached


def grown(Side one, Side other, const int64_t[::1] a, const int64_t[::1] b, int near):
    """The runs that grow from fingerprints at the words `a` and `b`, which are in order of their distance, then of `a`.

    Fingerprints `near` each other are one run. Returns first words and the ones behind the last, of both sides.
    """
    cdef Py_ssize_t at, count = 0, step
    cdef int64_t first = 0, last = -1, apart = 0, here, there
    found_ = np.empty((4, a.shape[0]), np.int64)
    cdef int64_t[:, ::1] found = found_
    cdef Limits limits = Limits(0, 0, 0, 0)
    for at in range(a.shape[0]):
        here, there = a[at], b[at]
        for step in range(WORDS):
            if not _same(one, here + step, other, there + step):
                break
        else:
            if last >= 0 and there - here == apart and here <= last + near and _within(limits, here, there):
                last = max(last, here + WORDS)
                continue
            if last >= 0:
                count = _put(one, other, found, count, first, last, apart, limits)
            first, last, apart = here, here + WORDS, there - here
            limits = _limits(one, here, other, there)
    if last >= 0:
        count = _put(one, other, found, count, first, last, apart, limits)
    return found_[0, :count], found_[1, :count], found_[2, :count], found_[3, :count]


cdef Py_ssize_t _put(
    Side one, Side other, int64_t[:, ::1] found, Py_ssize_t count, int64_t first, int64_t last, int64_t apart,
    Limits limits,
) except -1:
    """A run as far as it grows; together with those before it that it touches. Returns how many there are."""
    cdef int64_t begin = first - _reach(one, first - 1, other, first - 1 + apart, limits, -1)
    cdef int64_t end = last + _reach(one, last, other, last + apart, limits, 1)
    while (
        count and found[2, count - 1] - found[0, count - 1] == apart and begin <= found[1, count - 1] + 1
        and _within(limits, found[0, count - 1], found[2, count - 1])
    ):
        begin, end = min(begin, found[0, count - 1]), max(end, found[1, count - 1])
        count -= 1
    found[0, count], found[1, count], found[2, count], found[3, count] = begin, end, begin + apart, end + apart
    return count + 1


def merged(
    Side one, Side other, const int64_t[::1] a, const int64_t[::1] a_end, const int64_t[::1] b,
    const int64_t[::1] b_end,
):
    """Runs in order of their distance, then of `a`; those of two texts that touch at one distance as one."""
    found_ = np.empty((4, a.shape[0]), np.int64)
    cdef int64_t[:, ::1] found = found_
    cdef Py_ssize_t at, last = -1
    cdef Limits limits = Limits(0, 0, 0, 0)
    for at in range(a.shape[0]):
        if (
            last >= 0 and b[at] - a[at] == found[2, last] - found[0, last] and a[at] <= found[1, last] + 1
            and _within(limits, a[at], b[at])
        ):
            found[1, last], found[3, last] = max(found[1, last], a_end[at]), max(found[3, last], b_end[at])
            continue
        last += 1
        limits = _limits(one, a[at], other, b[at])
        found[0, last], found[1, last], found[2, last], found[3, last] = a[at], a_end[at], b[at], b_end[at]
    return found_[0, :last + 1], found_[1, :last + 1], found_[2, :last + 1], found_[3, :last + 1]


def leapt(
    Side one, Side other, const int64_t[::1] a, const int64_t[::1] a_end, const int64_t[::1] b,
    const int64_t[::1] b_end,
):
    """What goes on behind and before these runs at another distance, leap after leap."""
    found_ = np.empty((4, 2 * LEAPS * a.shape[0]), np.int64)
    cdef int64_t[:, ::1] found = found_
    cdef Py_ssize_t at, count = 0, leap
    cdef int step, best
    cdef int64_t here, there, size
    cdef Limits limits
    for at in range(a.shape[0]):
        if a_end[at] - a[at] < WORTH:
            continue
        limits = _limits(one, a[at], other, b[at])
        for step in range(1, -2, -2):
            here = a_end[at] if step > 0 else a[at] - 1
            there = b_end[at] if step > 0 else b[at] - 1
            for leap in range(LEAPS):
                best = _landing(one, here, other, there, limits, step)
                if best < 0:
                    break
                here, there = here + step * (best // (LEAP + 1)), there + step * (best % (LEAP + 1))
                size = _reach(one, here, other, there, limits, step)
                found[0, count] = here if step > 0 else here - size + 1
                found[2, count] = there if step > 0 else there - size + 1
                found[1, count], found[3, count] = found[0, count] + size, found[2, count] + size
                count += 1
                here, there = here + step * size, there + step * size
    return found_[0, :count], found_[1, :count], found_[2, :count], found_[3, :count]


cdef inline bint _alike(int* mine, int* theirs) noexcept:
    """Whether so many words on end are the same as to land on them."""
    cdef int ahead
    for ahead in range(AGAIN):
        if mine[ahead] != theirs[ahead] or mine[ahead] == 1 << 16:
            return False
    return True


cdef int _landing(Side one, int64_t a, Side other, int64_t b, Limits limits, int step) except -2:
    """The cheapest leap from here that lands on words that are the same: words left out there and here; or -1."""
    cdef int mine[7]
    cdef int theirs[7]
    cdef int x, y, price, least = FAR, best = -1
    for x in range(LEAP + AGAIN):
        mine[x] = one.word(a + step * x) if limits.a <= a + step * x < limits.a_end else 1 << 16
        theirs[x] = other.word(b + step * x) if limits.b <= b + step * x < limits.b_end else 1 << 16
    for x in range(LEAP + 1):
        for y in range(LEAP + 1):
            price = 2 * (x + y) + abs(x - y)
            if (x or y) and price < least and _alike(&mine[x], &theirs[y]):
                least, best = price, x * (LEAP + 1) + y
    return best


def shared(
    Side one, Side other, const float[::1] bits, const int64_t[::1] a, const int64_t[::1] a_end, const int64_t[::1] b,
):
    """Of each run how many words are the same, and how much these tell."""
    right_, told_ = np.empty(a.shape[0], np.int64), np.empty(a.shape[0], np.float64)
    cdef int64_t[::1] right = right_
    cdef double[::1] told = told_
    cdef Py_ssize_t at, word
    cdef int64_t count
    cdef double sum
    for at in range(a.shape[0]):
        count, sum = 0, 0
        for word in range(a[at], a_end[at]):
            if _same(one, word, other, b[at] + word - a[at]):
                count += 1
                sum += bits[one.words[word]]
        right[at], told[at] = count, sum
    return right_, told_


def offsets(
    const uint8_t[::1] steps, const uint8_t[::1] sizes, const int64_t[:, ::1] wide, const int64_t[::1] begins,
    const int64_t[::1] words,
):
    """The start and the size of each of these words, which are in order, in its text; `wide` has what fits no byte."""
    starts_, found_ = np.empty(words.shape[0], np.int64), np.empty(words.shape[0], np.int64)
    cdef int64_t[::1] starts = starts_, found = found_
    cdef Py_ssize_t at, text = -1, word = 0, row = 0
    cdef int64_t reached = 0, end = -1
    for at in range(words.shape[0]):
        if words[at] >= end or words[at] < word - 1:
            text = _last_before(begins, words[at], 0, begins.shape[0])
            word, end, reached = begins[text], begins[text + 1], 0
            row = _wide_from(wide, word)
            if word < 0 or not word <= words[at] < end:
                raise IndexError("a word of no text")
        while word <= words[at]:
            if steps[word] == FULL or sizes[word] == FULL:
                while wide[row, 0] < word:
                    row += 1
                reached += wide[row, 1]
            else:
                reached += steps[word]
            word += 1
        starts[at], found[at] = reached, sizes[word - 1]
        if sizes[word - 1] == FULL:
            found[at] = wide[row, 2]
    return starts_, found_


cdef Py_ssize_t _wide_from(const int64_t[:, ::1] wide, int64_t word) except -1:
    """The first row of what fits no byte from a word on."""
    cdef Py_ssize_t low = 0, high = wide.shape[0], middle
    while low < high:
        middle = (low + high) >> 1
        if wide[middle, 0] < word:
            low = middle + 1
        else:
            high = middle
    return low


def rows(const uint32_t[::1] heads, const uint32_t[::1] prints, const uint32_t[::1] asked, int bits):
    """The first row that each fingerprint has among the sorted ones, and how many; `bits` of it are its head."""
    firsts_, sizes_ = np.empty(asked.shape[0], np.int64), np.empty(asked.shape[0], np.int64)
    cdef int64_t[::1] firsts = firsts_, sizes = sizes_
    cdef Py_ssize_t at, low, end, slot
    for at in range(asked.shape[0]):
        slot = <uint64_t> asked[at] >> (32 - bits)
        end = heads[slot + 1]
        low = _before(prints, asked[at], heads[slot], end)
        firsts[at], sizes[at] = low, 0
        if low < end and prints[low] == asked[at]:
            sizes[at] = _before(prints, <uint64_t> asked[at] + 1, low, end) - low
    return firsts_, sizes_


cdef Py_ssize_t _before(const uint32_t[::1] prints, uint64_t asked, Py_ssize_t low, Py_ssize_t high) except -1:
    """The first of these rows whose fingerprint is not below the one that is asked for."""
    cdef Py_ssize_t middle
    while low < high:
        middle = (low + high) >> 1
        if prints[middle] < asked:
            low = middle + 1
        else:
            high = middle
    return low


def homes(
    const int64_t[::1] begins, const int64_t[::1] blocks, int shift, const uint32_t[::1] places,
    const int64_t[::1] rows,
):
    """Of the place in each row its text, the words of that before the place, and those from it on.

    `blocks` are the texts that the words 0, 1 << shift, 2 << shift … belong to.
    """
    texts_, before_, behind_ = (np.empty(rows.shape[0], np.int64) for _ in range(3))
    cdef int64_t[::1] texts = texts_, before = before_, behind = behind_
    cdef Py_ssize_t at, text, block
    cdef int64_t place
    for at in range(rows.shape[0]):
        place = places[rows[at]]
        block = place >> shift
        text = _last_before(begins, place, blocks[block], blocks[block + 1] + 1)
        texts[at], before[at], behind[at] = text, place - begins[text], begins[text + 1] - place
    return texts_, before_, behind_


def beside(
    const uint16_t[::1] words, const uint16_t[::1] others, const int64_t[::1] begins, const int64_t[::1] mine,
    const int64_t[::1] texts, const int64_t[::1] before, const int64_t[::1] behind,
):
    """Whether one of three words on either side of a fingerprint is the same in both texts."""
    found_ = np.zeros(mine.shape[0], np.bool_)
    cdef uint8_t[::1] found = found_.view(np.uint8)
    cdef Py_ssize_t at, step, place
    for at in range(mine.shape[0]):
        place = begins[texts[at]] + before[at]
        for step in range(-BESIDE, WORDS + BESIDE):
            if 0 <= step < WORDS or before[at] + step < 0 or behind[at] <= step:
                continue
            if 0 <= mine[at] + step < words.shape[0] and words[mine[at] + step] == others[place + step]:
                found[at] = True
                break
    return found_


def copied(const uint16_t[::1] words, const int64_t[::1] begins, const int64_t[::1] counts):
    """The words of some texts, one text behind the other."""
    cdef Py_ssize_t text, at = 0, count = 0
    for text in range(counts.shape[0]):
        if counts[text] < 0 or begins[text] < 0 or begins[text] + counts[text] > words.shape[0]:
            raise ValueError("a text of words that there are not")
        count += counts[text]
    found_ = np.empty(count, np.uint16)
    cdef uint16_t[::1] found = found_
    for text in range(begins.shape[0]):
        if counts[text]:
            memcpy(&found[at], &words[begins[text]], counts[text] * sizeof(uint16_t))
        at += counts[text]
    return found_


def stand(
    const int64_t[::1] mine, const int64_t[::1] before, const int64_t[::1] behind, int64_t[::1] anywhere,
    int64_t[:, ::1] here,
):
    """Count for each word of a text where its fingerprint stands: anywhere, as far from the beginning, from the end."""
    cdef Py_ssize_t at, word
    cdef int64_t count = anywhere.shape[0]
    for at in range(mine.shape[0]):
        word = mine[at]
        anywhere[word] += 1
        here[0, word] += word == before[at]
        here[1, word] += count - word == behind[at]
