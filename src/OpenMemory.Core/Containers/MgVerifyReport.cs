namespace OpenMemory;

/// <summary>What a verification found.</summary>
public sealed record MgVerifyReport
{
    /// <summary>The most faults, and the most deviations, that are listed one by one.</summary>
    public const int MaxListed = 1000;

    private readonly List<MgFault> _faults = [];
    private readonly List<MgDeviation> _deviations = [];

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

    /// <summary>
    /// What the Compatible mode put up with, in the order in which it was found; at most <see cref="MaxListed"/>. Empty in
    /// the Canonical mode, to which it would be faults.
    /// </summary>
    public IReadOnlyList<MgDeviation> Deviations => _deviations;

    /// <summary>The number of deviations, listed or not.</summary>
    public long DeviationCount { get; private set; }

    /// <summary>Whether nothing is wrong. Deviations are not.</summary>
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

    internal void AddDeviation(int index, in Deviation deviation)
    {
        if (DeviationCount++ < MaxListed) _deviations.Add(new MgDeviation(index, deviation));
    }

    /// <summary>Adds what one grain's reading put up with, listed or not.</summary>
    internal void AddDeviations(int index, Tolerance tolerance, long offset)
    {
        foreach (Deviation deviation in tolerance.Listed) AddDeviation(index, deviation with { Fault = deviation.Fault.At(offset) });
        DeviationCount += tolerance.Count - tolerance.Listed.Count;
    }
}
