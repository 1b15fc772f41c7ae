using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OpenMemory;

/// <summary>Reads a spool's grains in the order of the file; those that were dropped are passed over.</summary>
internal sealed class GrainSequence(ScratchFile plan, BitSet dropped, ScratchFile bytes, List<long> runStarts)
{
    private readonly ScratchCursor _plan = new(plan, 0, plan.Length, 1 << 16);
    private readonly ScratchCursor?[] _runs = new ScratchCursor?[Math.Max(1, runStarts.Count - 1)];
    private readonly int _bufferSize = runStarts.Count <= 2 ? 1 << 18 : ScratchBuffers.Share(runStarts.Count - 1);
    private long _position;

    /// <summary>The length of the next grain, without its bytes; a sequence gives either lengths or grains.</summary>
    internal bool TryNextLength(out int length)
    {
        bool found = TryNext(skipBytes: false, out PlanEntry entry);
        length = entry.Length;
        return found;
    }

    /// <summary>The bytes of the next grain; valid until the next call.</summary>
    internal bool TryNextGrain(out ReadOnlySpan<byte> grain)
    {
        bool found = TryNext(skipBytes: true, out PlanEntry entry);
        grain = found ? Run(entry.Run).Next(entry.Length) : default;
        return found;
    }

    private bool TryNext(bool skipBytes, out PlanEntry entry)
    {
        while (!_plan.AtEnd)
        {
            entry = MemoryMarshal.Read<PlanEntry>(_plan.Next(Unsafe.SizeOf<PlanEntry>()));
            if (!dropped[_position++]) return true;
            if (skipBytes) Run(entry.Run).Skip(entry.Length);
        }
        entry = default;
        return false;
    }

    private ScratchCursor Run(int run) =>
        _runs[run] ??= new ScratchCursor(bytes, runStarts[run], run + 1 < runStarts.Count ? runStarts[run + 1] : bytes.Length, _bufferSize);
}
