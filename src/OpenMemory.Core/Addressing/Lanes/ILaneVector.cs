namespace OpenMemory;

/// <summary>
/// What SHA-256 of several messages at once needs of a vector register that holds one 32-bit word of each: one lane for a message.
/// </summary>
/// <typeparam name="TVector">The register.</typeparam>
internal interface ILaneVector<TVector>
    where TVector : unmanaged
{
    /// <summary>How many messages go along side by side.</summary>
    static abstract int Lanes { get; }

    /// <summary>How many blocks one message would have got through meanwhile, by the platform's own SHA-256.</summary>
    static abstract int BlocksInTime { get; }

    /// <summary>The same word for all lanes.</summary>
    static abstract TVector Create(uint word);

    static abstract TVector Add(TVector left, TVector right);

    /// <summary>Σ0: rotations to the right by 2, 13 and 22.</summary>
    static abstract TVector BigSigma0(TVector word);

    /// <summary>Σ1: rotations by 6, 11 and 25.</summary>
    static abstract TVector BigSigma1(TVector word);

    /// <summary>σ0: rotations by 7 and 18, a shift by 3.</summary>
    static abstract TVector SmallSigma0(TVector word);

    /// <summary>σ1: rotations by 17 and 19, a shift by 10.</summary>
    static abstract TVector SmallSigma1(TVector word);

    /// <summary>The bits of one word where the first has ones, of the other where it has zeros.</summary>
    static abstract TVector Choose(TVector first, TVector ones, TVector zeros);

    /// <summary>The bits that two or three of the words have.</summary>
    static abstract TVector Majority(TVector first, TVector second, TVector third);

    /// <summary>Reads one block of 64 bytes for each lane and turns them round: sixteen registers, each with one word of every block.</summary>
    /// <param name="blocks">Where each lane's block stands.</param>
    /// <param name="words">Receives sixteen registers.</param>
    static abstract unsafe void Load(byte** blocks, TVector* words);
}
