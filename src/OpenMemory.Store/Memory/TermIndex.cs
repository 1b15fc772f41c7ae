namespace OpenMemory.Store;

/// <summary>
/// Which rows have a term, by the hash of the term: most terms have one row, which stands in the term itself; the others have a chain, the
/// newest row first. Rows that were removed may stay in long chains until <see cref="Sweep"/>.
/// </summary>
internal sealed class TermIndex
{
    private const int None = -1;

    private readonly Chunks<Term> _terms = new(13);
    private readonly Chunks<Posting> _postings = new(13);
    private int[] _buckets = [None];
    private int _freeTerm = None, _freePosting = None, _usedTerms, _usedPostings;

    /// <summary>Terms that have a row.</summary>
    internal int Terms => _usedTerms;

    /// <summary>Postings in chains.</summary>
    internal int Postings => _usedPostings;

    /// <summary>How many rows a term has, removed ones that were not swept included.</summary>
    internal int Count(uint hash) => Find(hash) is var term and >= 0 ? _terms[term].Count : 0;

    /// <summary>Adds the newest row to a term. A row that is there already is not added again.</summary>
    internal void Add(uint hash, int row)
    {
        int term = Find(hash);
        if (term < 0)
        {
            AddTerm(hash, row);
            return;
        }
        if (NewestOf(term) == row) return;
        if (_terms[term].Count == 1)
        {
            _postings.Reserve(2); // what follows cannot fail half-way
            ref Term single = ref _terms[term];
            single.Head = NewPosting(single.Head, None);
        }
        else _postings.Reserve();
        ref Term of = ref _terms[term];
        of.Head = NewPosting(row, of.Head);
        of.Count++;
    }

    /// <summary>Takes the newest row away again, where it is this one. Cannot fail.</summary>
    internal void RemoveNewest(uint hash, int row)
    {
        int term = Find(hash);
        if (term < 0 || NewestOf(term) != row) return;
        if (_terms[term].Count == 1) RemoveTerm(hash);
        else Unlink(ref _terms[term], ref _terms[term].Head);
    }

    /// <summary>Takes rows that are gone out of a term's chain; a term without rows goes too. Cannot fail.</summary>
    internal void Filter(uint hash, Chunks<MemoryRow> rows)
    {
        int term = Find(hash);
        if (term < 0) return;
        ref Term of = ref _terms[term];
        ref int link = ref of.Head;
        while (of.Count > 1)
        {
            ref Posting posting = ref _postings[link];
            if (rows[posting.Row].IsLive)
            {
                if (posting.Next == None) return;
                link = ref posting.Next;
            }
            else
            {
                bool isLast = posting.Next == None;
                Unlink(ref of, ref link);
                if (isLast) break;
            }
        }
        if (of.Count == 1 && !rows[of.Head].IsLive) RemoveTerm(hash);
    }

    /// <summary>Takes everything out that is gone. Cannot fail.</summary>
    internal void Sweep(Chunks<MemoryRow> rows)
    {
        for (int i = 0; i < _terms.Count; i++)
        {
            if (_terms[i].Count > 0) Filter(_terms[i].Hash, rows);
        }
    }

    /// <summary>The rows of a term, the newest first.</summary>
    internal Cursor RowsOf(uint hash) => new(this, Find(hash));

    private int NewestOf(int term) => _terms[term].Count == 1 ? _terms[term].Head : _postings[_terms[term].Head].Row;

    private int Find(uint hash)
    {
        for (int term = _buckets[hash & (_buckets.Length - 1)]; term >= 0;)
        {
            ref Term at = ref _terms[term];
            if (at.Hash == hash) return term;
            term = at.Next;
        }
        return None;
    }

    private void AddTerm(uint hash, int row)
    {
        if (_usedTerms >= _buckets.Length) Grow();
        int term = _freeTerm;
        if (term >= 0) _freeTerm = _terms[term].Next;
        else
        {
            term = _terms.Count;
            _terms.Add(default);
        }
        ref int bucket = ref _buckets[hash & (_buckets.Length - 1)];
        _terms[term] = new() { Hash = hash, Head = row, Count = 1, Next = bucket };
        bucket = term;
        _usedTerms++;
    }

    private void RemoveTerm(uint hash)
    {
        ref int link = ref _buckets[hash & (_buckets.Length - 1)];
        while (_terms[link].Hash != hash) link = ref _terms[link].Next;
        int term = link;
        link = _terms[term].Next;
        _terms[term] = new() { Next = _freeTerm };
        _freeTerm = term;
        _usedTerms--;
    }

    /// <summary>Takes a posting out of a chain of two or more; the last one left moves into the term.</summary>
    private void Unlink(ref Term term, ref int link)
    {
        int posting = link;
        link = _postings[posting].Next;
        Free(posting);
        if (--term.Count > 1) return;
        int last = term.Head;
        term.Head = _postings[last].Row;
        Free(last);
    }

    private int NewPosting(int row, int next)
    {
        int posting = _freePosting;
        if (posting >= 0) _freePosting = _postings[posting].Next;
        else
        {
            posting = _postings.Count;
            _postings.Add(default);
        }
        _postings[posting] = new() { Row = row, Next = next };
        _usedPostings++;
        return posting;
    }

    private void Free(int posting)
    {
        _postings[posting] = new() { Row = None, Next = _freePosting };
        _freePosting = posting;
        _usedPostings--;
    }

    private void Grow()
    {
        int[] buckets = new int[Math.Max(16, 2 * _buckets.Length)];
        Array.Fill(buckets, None);
        for (int term = 0; term < _terms.Count; term++)
        {
            ref Term at = ref _terms[term];
            if (at.Count == 0) continue; // free
            ref int bucket = ref buckets[at.Hash & (buckets.Length - 1)];
            at.Next = bucket;
            bucket = term;
        }
        _buckets = buckets;
    }

    /// <summary>Walks the rows of a term.</summary>
    internal struct Cursor
    {
        private readonly TermIndex _index;
        private int _next;
        private int _remaining;

        internal Cursor(TermIndex index, int term)
        {
            _index = index;
            _remaining = term < 0 ? 0 : index._terms[term].Count;
            _next = term < 0 ? None : index._terms[term].Head;
            IsSingle = _remaining == 1;
        }

        /// <summary>The row.</summary>
        internal int Current { get; private set; }

        private bool IsSingle { get; }

        internal bool MoveNext()
        {
            if (_remaining == 0) return false;
            _remaining--;
            if (IsSingle) Current = _next;
            else
            {
                ref Posting posting = ref _index._postings[_next];
                Current = posting.Row;
                _next = posting.Next;
            }
            return true;
        }
    }

    private struct Term
    {
        internal uint Hash;
        internal int Head, Count, Next;
    }

    private struct Posting
    {
        internal int Row, Next;
    }
}
