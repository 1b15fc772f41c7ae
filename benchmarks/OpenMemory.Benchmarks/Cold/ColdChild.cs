using System.Diagnostics;
using System.Globalization;

namespace OpenMemory.Benchmarks;

/// <summary>What a fresh process does: one piece of work for the first time, then again, then warm.</summary>
internal static class ColdChild
{
    private const int WarmRounds = 40, TimesInRound = 1000;

    /// <summary>Prints the nanoseconds from the start of Main to the end of the first work, of the second, and of a warm one.</summary>
    internal static int Run(string work, string path, long started)
    {
        double first = Do(work, path) ? Stopwatch.GetElapsedTime(started).TotalNanoseconds : throw new InvalidOperationException(work);
        long again = Stopwatch.GetTimestamp();
        Do(work, path);
        double second = Stopwatch.GetElapsedTime(again).TotalNanoseconds, warm = double.MaxValue;
        int times = work == ColdProgram.OpenWork ? TimesInRound / 20 : TimesInRound;
        for (int round = 0; round < WarmRounds; round++)
        {
            again = Stopwatch.GetTimestamp();
            for (int i = 0; i < times; i++) Do(work, path);
            warm = Math.Min(warm, Stopwatch.GetElapsedTime(again).TotalNanoseconds / times);
            Thread.Sleep(5); // lets the compiler in the background have a core
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first} {second} {warm}"));
        return 0;
    }

    private static bool Do(string work, string path)
    {
        switch (work)
        {
            case ColdProgram.EncodeWork:
                Span<byte> buffer = stackalloc byte[256];
                return Samples.WriteVector1(buffer) == Corpus.GrainBytes;
            case ColdProgram.ParseWork:
                return GrainView.Parse(File.ReadAllBytes(path)).Count == 9;
            default:
                using (MgFileReader reader = MgFileReader.Open(path))
                {
                    return GrainView.Parse(reader[reader.Count / 2]).Count == 9;
                }
        }
    }
}
