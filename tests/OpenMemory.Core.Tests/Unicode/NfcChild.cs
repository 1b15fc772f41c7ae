using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace OpenMemory.Tests;

/// <summary>
/// What these tests do as a process of their own: NormalizationTest.txt in an environment that only a new process can have.
/// </summary>
internal static class NfcChild
{
    private const string Command = "normalization-test";

    /// <summary>Whether the class library itself normalizes, which it does not under invariant globalization.</summary>
    internal static bool HasIcu => !"e\u0301".IsNormalized(NormalizationForm.FormC);

    /// <summary>What this process has to work with: ICU, and the instructions that choose our roads.</summary>
    internal static string Surroundings => Describe(HasIcu, Vector128.IsHardwareAccelerated, Avx2.IsSupported);

    /// <summary>The text of <see cref="Surroundings"/>.</summary>
    internal static string Describe(bool icu, bool vectors, bool avx2) => $"ICU {icu}, vectors {vectors}, AVX2 {avx2}";

    /// <summary>The entry point; the test runner does not use it.</summary>
    public static int Main(string[] args)
    {
        if (args is not [Command]) return 2;
        NormalizationTestFile file = NormalizationTestFile.Run();
        Console.WriteLine(Surroundings);
        Console.WriteLine(file.Summary);
        foreach (string problem in file.Problems) Console.WriteLine(problem);
        return file.IsComplete && file.Problems.Count == 0 ? 0 : 1;
    }

    /// <summary>Runs the entry point in an environment of one more variable; returns its exit code and what it wrote.</summary>
    internal static (int ExitCode, string[] Output) Run(string variable, string value)
    {
        ProcessStartInfo start = new("dotnet", [typeof(NfcChild).Assembly.Location, Command]) { RedirectStandardOutput = true };
        start.Environment[variable] = value;
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}
