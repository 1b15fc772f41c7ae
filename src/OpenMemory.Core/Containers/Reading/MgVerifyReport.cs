namespace OpenMemory;

/// <summary>What a verification found.</summary>
public sealed record MgVerifyReport
{
    /// <summary>The most faults, and the most deviations, that are listed one by one.</summary>
    public const int MaxListed = 1000;

    private readonly List<MgFault> _faults = [];
    private readonly List<MgDeviation> _deviations = [];
    private int _fileFaults;

    internal MgVerifyReport(MgCheck level, int grainCount)
    {
        Level = level;
        GrainCount = grainCount;
    }

    /// <summary>How thorough the verification was.</summary>
    public MgCheck Level { get; }

    /// <summary>The number of grains in the file.</summary>
    public int GrainCount { get; }

    /// <summary>The faults: first those of the file as a whole, then those of grains in the order of the file; at most <see cref="MaxListed"/>.</summary>
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

    /// <summary>Adds a fault; one of the file as a whole stands before those of grains, and is listed however many those are.</summary>
    internal void Add(int index, in OmsFault fault)
    {
        if (index < 0 && _fileFaults < MaxListed) Insert(_fileFaults, fault);
        else
        {
            FaultCount++;
            if (_faults.Count < MaxListed) _faults.Add(new MgFault(index, fault));
        }
    }

    /// <summary>Adds the fault that stands before all others.</summary>
    internal void AddFirst(in OmsFault fault) => Insert(0, fault);

    internal void AddDeviation(int index, in Deviation deviation)
    {
        if (DeviationCount++ < MaxListed) _deviations.Add(new MgDeviation(index, deviation));
    }

    /// <summary>Adds what the check of a run of grains found.</summary>
    internal void Add(RunCheck check)
    {
        foreach (MgFault fault in check.Faults) Add(fault.Index, fault.Fault);
        foreach (MgDeviation deviation in check.Deviations) AddDeviation(deviation.Index, deviation.Deviation);
        DeviationCount += check.MoreDeviations;
    }

    private void Insert(int at, in OmsFault fault)
    {
        FaultCount++;
        if (_faults.Count == MaxListed) _faults.RemoveAt(MaxListed - 1);
        _faults.Insert(at, new MgFault(-1, fault));
        _fileFaults = Math.Min(_fileFaults + 1, MaxListed);
    }
}
