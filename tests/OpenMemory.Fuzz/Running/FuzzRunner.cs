using System.Diagnostics;

namespace OpenMemory.Fuzzing;

/// <summary>Runs cases on several threads. The outcome, the finding included, does not depend on their number.</summary>
internal sealed class FuzzRunner(IFuzzKind kind, long seed, int workers)
{
    private const int Chunk = 64;

    /// <summary>As in the tests of hostile input: runaway recursion shows on a small stack.</summary>
    private const int StackSize = 256 << 10;

    private readonly Lock _lock = new();
    private readonly FuzzTally _tally = new();
    private long _next, _end;
    private Finding? _finding;

    /// <summary>A case that takes longer, and needs as much processor time when it is tried again, is a finding.</summary>
    internal TimeSpan SlowCase { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A case that has not ended by then is a finding, and its thread is left behind.</summary>
    internal TimeSpan StuckCase { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What has been counted.</summary>
    internal FuzzTally Tally => _tally;

    /// <summary>Runs cases of these numbers.</summary>
    /// <returns>The finding with the lowest number, or null.</returns>
    internal Finding? Run(long first, long count)
    {
        (_next, _end) = (first, first + count);
        Worker[] all = [.. Enumerable.Range(0, workers).Select(_ => new Worker(this))];
        foreach (Worker worker in all) worker.Thread.Start();
        foreach (Worker worker in all)
        {
            while (!worker.Thread.Join(200))
            {
                if (all.FirstOrDefault(other => other.IsStuck(StuckCase)) is { } stuck) return stuck.Found($"no end after {StuckCase}");
            }
        }
        return _finding;
    }

    private void Report(Finding finding)
    {
        lock (_lock)
        {
            if (_finding is null || finding.Number < _finding.Number) _finding = finding;
        }
    }

    private bool IsBehindFinding(long number) => Volatile.Read(ref _finding) is { } finding && number > finding.Number;

    private sealed class Worker
    {
        private readonly FuzzRunner _runner;
        private readonly CaseRandom _random = new();
        private readonly FuzzTally _tally = new();
        private FuzzCase _case;
        private long _number, _started;

        internal Worker(FuzzRunner runner)
        {
            _runner = runner;
            Thread = new(Work, StackSize) { IsBackground = true };
        }

        internal Thread Thread { get; }

        internal bool IsStuck(TimeSpan limit) => Volatile.Read(ref _started) is > 0 and long started && Stopwatch.GetElapsedTime(started) > limit;

        internal Finding Found(string what) => new(_runner.Kind.Name, _runner.Seed, _number, _case.Origin, what, _case.Bytes);

        private void Work()
        {
            long from;
            while ((from = Interlocked.Add(ref _runner._next, Chunk) - Chunk) < _runner._end && !_runner.IsBehindFinding(from))
            {
                long to = Math.Min(from + Chunk, _runner._end);
                for (_number = from; _number < to && !_runner.IsBehindFinding(_number); _number++) RunCase();
            }
            lock (_runner._lock) _runner._tally.Add(_tally);
        }

        private void RunCase()
        {
            _case = new([], "not made", Expectation.Open);
            try
            {
                _random.Start(_runner.Seed, _runner.Kind.Name, _number);
                _case = _runner.Kind.Make(_random);
                (OmsErrorCode outcome, TimeSpan elapsed) = Timed();
                _tally.Add(outcome);
                if (elapsed > _runner.SlowCase) TryAgain();
            }
            // Whatever comes out is what the fuzzer looks for.
            catch (Exception exception)
            {
                _runner.Report(Found(exception is FindingException ? exception.Message : exception.ToString()));
            }
        }

        /// <summary>The machine may have been busy with something else. The processor time of all workers is no less than that of this one.</summary>
        private void TryAgain()
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            (_, TimeSpan elapsed) = Timed();
            TimeSpan used = Environment.CpuUsage.TotalTime - before;
            if (elapsed > _runner.SlowCase && used > _runner.SlowCase) _runner.Report(Found($"takes {elapsed}"));
        }

        private (OmsErrorCode Outcome, TimeSpan Elapsed) Timed()
        {
            long started = Stopwatch.GetTimestamp();
            Volatile.Write(ref _started, started);
            OmsErrorCode outcome = _runner.Kind.Check(_case);
            Volatile.Write(ref _started, 0);
            return (outcome, Stopwatch.GetElapsedTime(started));
        }
    }

    private IFuzzKind Kind => kind;

    private long Seed => seed;
}
