namespace OpenMemory;

/// <summary>Reports progress once for every MiB, in ascending order and one at a time, whatever thread adds to it.</summary>
internal sealed class ProgressMeter(IProgress<MgProgress> progress, long total)
{
    private const int StepShift = 20;

    private readonly Lock _lock = new();
    private long _done, _reported = -1;

    internal void Add(long bytes)
    {
        long done = Interlocked.Add(ref _done, bytes);
        if (done >> StepShift == (done - bytes) >> StepShift && done != total) return;
        lock (_lock)
        {
            if (done <= _reported) return;
            _reported = done;
            progress.Report(new MgProgress(done, total));
        }
    }
}
