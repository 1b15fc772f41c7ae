using System.Buffers.Binary;

namespace OpenMemory.Cli.Tests;

/// <summary>Framed streams on the command line (§11.6): recognised by their first byte, written on demand.</summary>
[TestFixture]
internal sealed class FramedTests
{
    private const int Grains = 60;
    private TestFolder _folder = null!;
    private string _file = null!;
    private byte[] _stream = null!;

    [OneTimeSetUp]
    public void SetUp()
    {
        _folder = new TestFolder();
        _file = _folder["a.mg"];
        CliRun.WithText(string.Join('\n', Enumerable.Range(0, Grains).Select(Samples.Fact)), "pack", "-", "-o", _file);
        _stream = CliRun.Of("unpack", _file, "--framed").Bytes;
    }

    [OneTimeTearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Unpack_Framed_WritesEveryGrainAndTheSentinel()
    {
        int position = 0;
        foreach (string line in CliRun.Of("unpack", _file).Lines)
        {
            byte[] blob = Convert.FromHexString(line.Split("\"blob\":\"")[1][..^2]);
            Assert.That(BinaryPrimitives.ReadInt32BigEndian(_stream.AsSpan(position)), Is.EqualTo(blob.Length));
            Assert.That(_stream.AsSpan(position + 4, blob.Length).SequenceEqual(blob), Is.True);
            position += 4 + blob.Length;
        }
        Assert.That(_stream[position..], Is.EqualTo(new byte[4]));
    }

    [Test]
    public void Unpack_FramedToAFile_IsTheSame()
    {
        Assert.That(CliRun.Of("unpack", _file, "--framed", "-o", _folder["stream"]).ExitCode, Is.Zero);
        Assert.That(File.ReadAllBytes(_folder["stream"]), Is.EqualTo(_stream));
    }

    [TestCase("b.mg")]
    [TestCase("b.MG")]
    public void Unpack_FramedToAMgFile_IsRefused(string name)
    {
        CliRun run = CliRun.Of("unpack", _file, "--framed", "-o", _folder[name]);
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("OMS-11.6-3"));
        Assert.That(File.Exists(_folder[name]), Is.False);
    }

    [Test]
    public void Decode_AFramedStream_GivesTheGrainsOfTheFile()
    {
        string expected = CliRun.Of("decode", _file).Output;
        CliRun piped = CliRun.With(_stream, "decode", "-"), file = CliRun.Of("decode", _folder.Write("stream-to-read", _stream));
        Assert.That((piped.ExitCode, piped.Error, piped.Output), Is.EqualTo((0, "", expected)));
        Assert.That(file.Output, Is.EqualTo(expected));
        Assert.That(CliRun.With(_stream, "decode", "--compatible", "-").Output, Is.EqualTo(expected));
        CliRun twice = CliRun.With([.. _stream, .. _stream], "decode", "-");
        Assert.That((twice.ExitCode, twice.Output), Is.EqualTo((0, expected + expected)), "one stream after another");
    }

    [Test]
    public void Pack_AFramedStream_MakesTheSameFile()
    {
        Assert.That(CliRun.With(_stream, "pack", "-", "-o", _folder["again.mg"]).ExitCode, Is.Zero);
        Assert.That(File.ReadAllBytes(_folder["again.mg"]), Is.EqualTo(File.ReadAllBytes(_file)));
    }

    [Test]
    public void Pack_AnEmptyStream_MakesAnEmptyFile()
    {
        Assert.That(CliRun.With(new byte[4], "pack", "-", "-o", _folder["empty.mg"]).Output, Does.StartWith("0 grains, 48 bytes, "));
        Assert.That(CliRun.Of("unpack", _folder["empty.mg"], "--framed").Bytes, Is.EqualTo(new byte[4]));
    }

    [Test]
    public void Pack_ATruncatedStream_LeavesNoFile()
    {
        CliRun run = CliRun.With(_stream[..^1], "pack", "-", "-o", _folder["cut.mg"]);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.ErrorLines[0], Does.StartWith("ERR_CORRUPT: ").And.EndWith($"at offset {_stream.Length - 1}, rule OMS-11.6-2"));
        Assert.That(run.ErrorLines[1], Is.EqualTo($"in grain {Grains}, counted from 0"));
        Assert.That(File.Exists(_folder["cut.mg"]), Is.False);
    }

    [Test]
    public void Decode_BadGrainInASecondStream_NamesItsPlace()
    {
        int first = 4 + BinaryPrimitives.ReadInt32BigEndian(_stream);
        byte[] bad = [.. _stream, .. _stream];
        bad[_stream.Length + first + 4] = 7; // the version of the second grain
        CliRun run = CliRun.With(bad, "decode", "-");
        Assert.That(run.ErrorLines[0], Does.StartWith("ERR_VERSION: ").And.Contain($"at offset {_stream.Length + first + 4},"));
        Assert.That(run.ErrorLines[1], Is.EqualTo($"in grain {Grains + 1}, counted from 0"));
        Assert.That(run.Lines, Has.Length.EqualTo(Grains + 1), "what came before was printed");
    }

    [Test]
    public void Encode_AFramedStream_IsAUsageError() => Assert.That(CliRun.With(_stream, "encode", "-").ExitCode, Is.EqualTo(2));
}
