using System.Diagnostics;
using System.Globalization;

namespace OpenMemory.Benchmarks;

/// <summary>
/// Measures rows in turns: each round does every row, with its limit and a calibration beside it, so that what disturbs the machine disturbs
/// all alike. Of work that is short, the best turn of all counts, since a turn of a millisecond is often not interrupted: its time comes out
/// the same within a few hundredths beside ten busy programs. Work that is long is compared, round by round, with a long calibration.
/// </summary>
internal static class Harness
{
    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(25), s_warmUp = TimeSpan.FromMilliseconds(100);

    /// <summary>Checks every row's work, then measures.</summary>
    /// <param name="rows">What to measure.</param>
    /// <param name="rounds">How often; at least 1.</param>
    /// <param name="progress">Told each round's number.</param>
    /// <exception cref="InvalidOperationException">The work of a row is not right; nothing was measured.</exception>
    internal static IReadOnlyList<ResultRow> Measure(IReadOnlyList<TableWork> rows, int rounds, Action<int>? progress = null)
    {
        foreach (TableWork row in rows) row.Check();
        Turns[] all = [.. rows.Select(static row => new Turns(row))];
        for (int round = 0; round < rounds; round++)
        {
            progress?.Invoke(round);
            foreach (Turns turns in all) turns.Next();
        }
        foreach (TableWork row in rows) row.Check();
        return [.. all.Select(static turns => turns.ToRow())];
    }

    private sealed class Turns
    {
        private readonly TableWork _row;
        private readonly List<double> _work = [], _limit = [], _calibration = [], _ratio = [];
        private double _allocated = double.MaxValue;

        internal Turns(TableWork row)
        {
            _row = row;
            BestTurn(row.Limit, s_warmUp, out _);
            BestTurn(row.Work, s_warmUp, out _);
        }

        internal void Next()
        {
            double before = Calibrate();
            _limit.Add(BestTurn(_row.Limit, s_round, out _));
            long allocated = GC.GetTotalAllocatedBytes(precise: true);
            _work.Add(BestTurn(_row.Work, s_round, out int turns));
            allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
            _allocated = Math.Min(_allocated, (double)allocated / (turns * _row.Units));
            double after = Calibrate();
            _calibration.Add(_row.IsLong ? (before + after) / 2 : Math.Min(before, after));
            _ratio.Add(_work[^1] / _calibration[^1]);
        }

        internal ResultRow ToRow()
        {
            bool isBest = !_row.IsLong;
            double best = _work.Min(), calibration = _calibration.Min();
            return new(
                _row.Name, _row.Parameters, _row.Unit, Round(best), Round(Statistics.Median(_work)), Round(calibration), Round(isBest ? best / calibration : Statistics.Typical(_ratio)),
                Math.Round(isBest ? Statistics.SecondBest(_work) : Statistics.Spread(_ratio), 3), Math.Round(_allocated, 2))
            {
                IsBest = isBest, Limit = _row.LimitName, LimitNanoseconds = Round(_limit.Min()), IsDetail = _row.IsDetail,
            };
        }

        private double Calibrate() => !_row.IsLong ? Calibration.Best() : _row.OnAllCores ? Calibration.MeanOnAllCores() : Calibration.Mean();

        /// <summary>The time of a unit in the best of as many turns as a round has room for; of long work one turn.</summary>
        private double BestTurn(Action work, TimeSpan room, out int turns)
        {
            double best = double.MaxValue;
            long begin = Stopwatch.GetTimestamp();
            turns = 0;
            do
            {
                long start = Stopwatch.GetTimestamp();
                work();
                best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / _row.Units);
                turns++;
            }
            while (!_row.IsLong && Stopwatch.GetElapsedTime(begin) < room);
            return best;
        }

        /// <summary>Five digits: more is noise, and makes files differ.</summary>
        private static double Round(double value) => double.Parse(value.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
