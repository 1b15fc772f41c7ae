namespace OpenMemory;

/// <summary>What a verification found.</summary>
public sealed record MgVerifyReport
{
    /// <summary>The most faults that are listed one by one.</summary>
    public const int MaxListed = 1000;

    private readonly List<MgFault> _faults = [];

    internal MgVerifyReport(MgCheck level, int grainCount)
    {
        Level = level;
        GrainCount = grainCount;
    }

    /// <summary>How thorough the verification was.</summary>
    public MgCheck Level { get; }

    /// <summary>The number of grains in the file.</summary>
    public int GrainCount { get; }

    /// <summary>The faults in the order in which they were found; at most <see cref="MaxListed"/>.</summary>
    public IReadOnlyList<MgFault> Faults => _faults;

    /// <summary>The number of faults, listed or not.</summary>
    public long FaultCount { get; private set; }

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => FaultCount == 0;

    /// <summary>Throws the first fault, if there is one.</summary>
    /// <exception cref="OmsException">Something is wrong.</exception>
    public void ThrowIfFaulty()
    {
        if (!IsSound) Throw.Fault(_faults[0].Fault);
    }

    internal void Add(int index, in OmsFault fault)
    {
        if (FaultCount++ < MaxListed) _faults.Add(new MgFault(index, fault));
    }
}
