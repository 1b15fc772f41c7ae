using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;

namespace OpenMemory.Compression.Tests;

/// <summary>Frames of the command-line tools are read, and the tools read ours.</summary>
[TestFixture]
public sealed class ToolFrameTests
{
    [TestCase("zstd", "-1")]
    [TestCase("zstd", "-3 --no-check")]
    [TestCase("zstd", "-19")]
    [TestCase("zstd", "--ultra -22 --long=27")]
    [TestCase("lz4", "-1")]
    [TestCase("lz4", "-9")]
    [TestCase("lz4", "-B7 -BD")]
    [TestCase("lz4", "-B4 -BX --no-frame-crc")]
    [TestCase("lz4", "-B6 --content-size")]
    public void Frames_of_the_tool_are_read_in_pieces_of_any_size(string tool, string arguments)
    {
        byte[] data = TestData.Text(700_000);
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, data);
            byte[] frame = Run(tool, [.. arguments.Split(' '), "-c", path], []);
            foreach ((int source, int destination) in new[] { (1, 1 << 16), (4096, 1), (int.MaxValue, 1 << 20) })
            {
                (OperationStatus status, byte[] read, int consumed) = Frames.Read(Codec(tool), [.. frame, 0x81, 0xa1], source, destination);
                Assert.That((status, consumed), Is.EqualTo((OperationStatus.Done, frame.Length)));
                Assert.That(read.AsSpan().SequenceEqual(data), Is.True);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void The_tool_reads_frames_of_ours([Values("zstd", "lz4")] string tool, [Values(0, 1, 300_000)] int length, [Values(999, int.MaxValue)] int piece)
    {
        byte[] data = TestData.Text(length);
        Assert.That(Run(tool, ["-d", "-c"], Frames.Compress(Codec(tool), data, piece)), Is.EqualTo(data));
    }

    [Test]
    public void A_frame_with_a_dictionary_of_the_tool_is_invalid()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string dictionary = Path.Combine(folder, "d"), file = Path.Combine(folder, "f");
            string[] samples = [.. Enumerable.Range(0, 200).Select(i => Path.Combine(folder, $"s{i}"))];
            for (int i = 0; i < samples.Length; i++) File.WriteAllBytes(samples[i], TestData.Text(200_000).AsSpan(i * 900, 900).ToArray());
            File.WriteAllBytes(file, TestData.Text(1000));
            Run("zstd", ["--train", .. samples, "-o", dictionary], []);
            byte[] frame = Run("zstd", ["-D", dictionary, "-c", file], []);
            Assert.That(Frames.Read(SystemCodecs.Zstd, frame).Status, Is.EqualTo(OperationStatus.InvalidData));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IMgCodec Codec(string tool) => SystemCodecs.All.Single(codec => codec.Name == tool);

    private static byte[] Run(string tool, string[] arguments, byte[] input)
    {
        Process? process = null;
        try
        {
            process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (Win32Exception)
        {
            Assert.Ignore($"The tool {tool} is not installed.");
        }
        using (process)
        {
            Task<string> errors = process!.StandardError.ReadToEndAsync();
            Task feeding = Task.Run(() =>
            {
                process.StandardInput.BaseStream.Write(input);
                process.StandardInput.Close();
            });
            MemoryStream output = new();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            feeding.Wait();
            Assert.That(process.ExitCode, Is.Zero, errors.Result);
            return output.ToArray();
        }
    }
}
