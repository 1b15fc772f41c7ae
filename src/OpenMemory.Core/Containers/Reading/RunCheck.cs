namespace OpenMemory;

/// <summary>What the check of one run of grains found, in the order of the file; used again for the next run.</summary>
internal sealed class RunCheck
{
    private readonly AddressBatch _addresses = new();

    internal List<MgFault> Faults { get; private set; } = [];

    internal List<MgDeviation> Deviations { get; private set; } = [];

    /// <summary>Deviations beyond those that are listed.</summary>
    internal long MoreDeviations { get; private set; }

    /// <summary>The address of every grain, where addresses are looked at.</summary>
    internal ReadOnlySpan<ContentAddress> Addresses => _addresses.Addresses;

    /// <summary>Grains that are older than the one before them, where order is looked at.</summary>
    internal List<int> OutOfOrder { get; } = [];

    /// <summary>The first grain whose time could be read, or -1.</summary>
    internal int FirstTimed { get; private set; }

    internal long FirstTime { get; private set; }

    internal long LastTime { get; private set; }

    internal bool SawCbor { get; private set; }

    internal bool SawOther { get; private set; }

    /// <summary>Checks a run, and forgets what was found before.</summary>
    internal void Check(MgFileReader file, GrainRun run, ReadOnlySpan<byte> bytes, bool addresses, GrainReadOptions? reading, bool order)
    {
        Clear();
        if (addresses) _addresses.Compute(run, bytes);
        for (int i = 0; i < run.Count; i++)
        {
            int index = run.First + i;
            ReadOnlySpan<byte> grain = bytes[run.StartOf(i)..run.EndOf(i)];
            if (VolumeManifest.IsCbor(grain)) SawCbor = true;
            else SawOther = true;
            if (reading is { } options) Read(grain, index, run.Start + run.StartOf(i), options, order, file.Options.Codecs);
        }
    }

    /// <summary>Adds claims of the file that are not true: faults, or something to put up with .</summary>
    internal void Add(List<MgFault> untrue, ReadingMode mode)
    {
        if (untrue.Count == 0) return;
        if (mode == ReadingMode.Compatible)
            Deviations = [.. Deviations.Concat(untrue.Select(static fault => new MgDeviation(fault.Index, new Deviation(DeviationKind.NonCanonical, fault.Fault)))).OrderBy(static entry => entry.Index)];
        else Faults = [.. Faults.Concat(untrue).OrderBy(static fault => fault.Index)];
    }

    private void Clear()
    {
        Faults.Clear();
        Deviations.Clear();
        OutOfOrder.Clear();
        _addresses.Clear();
        MoreDeviations = 0;
        FirstTimed = -1;
        SawCbor = SawOther = false;
    }

    private void Read(ReadOnlySpan<byte> element, int index, long start, GrainReadOptions options, bool order, IReadOnlyList<IMgCodec>? codecs)
    {
        Tolerance? tolerance = options.Mode == ReadingMode.Compatible ? new() : null;
        if (!MgElement.TryParse(element, options, tolerance, out GrainView grain, out OmsFault fault, codecs))
        {
            Faults.Add(new MgFault(index, fault.At(start)));
            return;
        }
        if (tolerance is { Count: > 0 })
        {
            foreach (Deviation deviation in tolerance.Listed) Deviations.Add(new MgDeviation(index, deviation with { Fault = deviation.Fault.At(start) }));
            MoreDeviations += tolerance.Count - tolerance.Listed.Count;
        }
        if (order && SortEntry.TryTimeOf(grain, out long time)) Order(index, time); // what is sealed proves nobody wrong
    }

    private void Order(int index, long time)
    {
        if (FirstTimed < 0) (FirstTimed, FirstTime) = (index, time);
        else if (time < LastTime) OutOfOrder.Add(index);
        LastTime = time;
    }
}
