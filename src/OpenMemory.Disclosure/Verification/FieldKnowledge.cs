namespace OpenMemory.Disclosure;

/// <summary>
/// What is known of one field. A value that is shown and a hash in its place come down to the same: the value's hash. So there is one hash,
/// and whether the value itself is known.
/// </summary>
internal sealed class FieldKnowledge
{
    private ElisionHash? _hash;
    private bool _isShown, _isProven;

    internal OmsFault Fault { get; private set; }

    internal FieldDisclosure Status => Fault.IsFault ? FieldDisclosure.Contradicted
        : _isProven ? FieldDisclosure.Proven
        : _isShown ? FieldDisclosure.Shown
        : FieldDisclosure.Hidden;

    internal void Show(ElisionHash hash) => (_hash, _isShown) = (hash, true);

    internal void Hide(ElisionHash hash)
    {
        if (_isShown) Contradict("R-38", "The field is both shown and hidden");
        else _hash = hash;
    }

    /// <summary>Takes a value from outside.</summary>
    /// <param name="isOf">Whether a hash is the value's.</param>
    internal void Reveal(Func<ElisionHash, bool> isOf)
    {
        if (_hash is { } hash && isOf(hash)) _isProven = true;
        else Contradict("OMS-10.1-2", "The revealed value does not have the hash");
    }

    /// <summary>Takes what the original says.</summary>
    /// <param name="original">What the grain that was given as the original says.</param>
    /// <param name="isOriginal">Whether it is that; another grain that agrees proves nothing.</param>
    internal void Prove(FieldKnowledge original, bool isOriginal)
    {
        if (_hash is null) Contradict("R-38", "The original has the field, which the disclosed grain neither shows nor hides");
        else if (original.Fault.IsFault) Fault = original.Fault;
        else if (original._hash is { } hash && hash.FixedTimeEquals(_hash.Value)) _isProven = isOriginal;
        else Contradict("OMS-10.1-2", _isShown ? "The value is not that of the original" : "The hash is not that of the original's value");
    }

    /// <summary>Takes what another disclosed grain says: one that shows proves one that hides.</summary>
    internal void Join(FieldKnowledge other)
    {
        if (other.Fault.IsFault && !Fault.IsFault) Fault = other.Fault;
        if (_hash is null) (_hash, _isShown, _isProven) = (other._hash, other._isShown, other._isProven);
        else if (other._hash is { } hash && hash.FixedTimeEquals(_hash.Value))
        {
            _isProven |= other._isProven || _isShown != other._isShown;
            _isShown |= other._isShown;
        }
        else Contradict("OMS-10.1-2", "Two disclosed grains do not agree on the value");
    }

    /// <summary>Notes what does not agree; the first is kept.</summary>
    internal void Contradict(string rule, string message)
    {
        if (!Fault.IsFault) Fault = new(OmsErrorCode.Integrity, rule, message);
    }
}
