using System.Buffers;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace OpenMemory.Tests;

/// <summary>The Unicode data files the tests read, and helpers for text.</summary>
internal static class UnicodeData
{
    /// <summary>The folder of the data files: OPENMEMORY_UNICODE_DATA, or where Linux distributions put them.</summary>
    internal static string Folder => Environment.GetEnvironmentVariable("OPENMEMORY_UNICODE_DATA") is { Length: > 0 } folder
        ? folder
        : "/usr/share/unicode";

    /// <summary>Reads a data file of the version of our tables, plain, .gz or .bz2; ignores the test where there is none.</summary>
    internal static string[] ReadLines(string name)
    {
        string path = Path.Combine(Folder, name);
        string? text = null;
        if (File.Exists(path))
        {
            text = File.ReadAllText(path);
        }
        else if (File.Exists(path + ".gz"))
        {
            using StreamReader reader = new(new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress));
            text = reader.ReadToEnd();
        }
        else if (File.Exists(path + ".bz2"))
        {
            text = Expand(path + ".bz2");
        }
        else
        {
            Assert.Ignore($"{name} is not in {Folder} (plain, .gz or .bz2); set OPENMEMORY_UNICODE_DATA to its folder.");
        }

        string[] lines = text!.Split('\n');

        // UnicodeData.txt alone does not say its version.
        if (name != "UnicodeData.txt" && !lines[0].Contains(NormalizationTables.UnicodeVersion, StringComparison.Ordinal))
        {
            Assert.Ignore($"{path} is not of Unicode {NormalizationTables.UnicodeVersion}, which the tables are: {lines[0]}");
        }

        return lines;
    }

    /// <summary>The normalisation form C of a string, by the code under test.</summary>
    internal static string Normalize(string text)
    {
        ArrayBufferWriter<byte> output = new();
        Nfc.Normalize(Encoding.UTF8.GetBytes(text), output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Whether a string is in normalisation form C, by the code under test.</summary>
    internal static bool IsNormalized(string text) => Nfc.IsNormalized(Encoding.UTF8.GetBytes(text));

    /// <summary>The case folding of a string, by the code under test.</summary>
    internal static string Fold(string text)
    {
        ArrayBufferWriter<byte> output = new();
        CaseFolding.Fold(Encoding.UTF8.GetBytes(text), output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string? Expand(string path)
    {
        try
        {
            // The class library has no reader of .bz2.
            using Process process = Process.Start(new ProcessStartInfo("bzip2", ["-dc", path]) { RedirectStandardOutput = true })!;
            string text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == 0)
            {
                return text;
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No bzip2 on this machine: ignored below.
        }

        Assert.Ignore($"{path} cannot be expanded without bzip2; expand it, or set OPENMEMORY_UNICODE_DATA.");
        return null;
    }
}
