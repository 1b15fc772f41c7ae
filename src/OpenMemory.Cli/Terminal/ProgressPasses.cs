namespace OpenMemory.Cli.Terminal;

/// <summary>Adds up the passes of a work that counts from the beginning again in each: one thread's.</summary>
/// <param name="whole">Told the sum.</param>
/// <param name="start">What was done before the first pass.</param>
internal sealed class ProgressPasses(IProgress<long> whole, long start = 0) : IProgress<long>
{
    private long _start = start;
    private long _last;

    public void Report(long value)
    {
        if (value < _last) _start += _last;
        _last = value;
        whole.Report(_start + value);
    }
}
