using System.Security.Cryptography;
using System.Text;

namespace OpenMemory.Erasure.Tests;

/// <summary>Master keys in a file: its owner's alone, never replaced, and never mangled unnoticed .</summary>
[TestFixture]
public sealed class MasterKeyFileTests
{
    private TemporaryFolder _folder = null!;

    private string KeyPath => _folder["keys"];

    [SetUp]
    public void Make() => _folder = new();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void A_new_file_has_one_key_of_version_1()
    {
        MasterKeyFile.Create(KeyPath);
        using MasterKeySet keys = MasterKeyFile.Read(KeyPath);
        Assert.That(keys.Versions, Is.EqualTo(new[] { 1u }));
        Assert.That(File.ReadAllText(KeyPath), Does.Match("^openmemory-master-keys 1\n1 [0-9a-f]{64}\nsha256 [0-9a-f]{64}\n\\z"));
        Assert.That(_folder.Names, Is.EqualTo(new[] { "keys" }));
        byte[] before = File.ReadAllBytes(KeyPath);
        Assert.That(() => MasterKeyFile.Create(KeyPath), Throws.InstanceOf<IOException>().With.Message.Contains("already"));
        Assert.That(File.ReadAllBytes(KeyPath), Is.EqualTo(before));
        MasterKeyFile.Create(_folder["other"]);
        Assert.That(File.ReadAllBytes(_folder["other"]), Is.Not.EqualTo(before), "keys are random");
    }

    [Test]
    public void Of_many_who_make_it_at_once_one_does()
    {
        for (int round = 0; round < 50; round++)
        {
            string path = _folder[$"keys{round}"];
            int made = 0;
            Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
            {
                try
                {
                    MasterKeyFile.Create(path);
                    Interlocked.Increment(ref made);
                }
                catch (IOException)
                {
                    // Another one was first.
                }
            });
            Assert.That(made, Is.EqualTo(1), "a key that somebody was given is never replaced");
        }
        Assert.That(_folder.Names, Has.Length.EqualTo(50));
    }

    [Test]
    [Platform("Linux,MacOsX", Reason = "others have no named pipes in folders")]
    public void Keys_come_through_a_pipe_too([Values] bool isLong)
    {
        MasterKeyFile.Create(KeyPath);
        byte[] text = File.ReadAllBytes(KeyPath);
        using NamedPipe pipe = new(_folder["pipe"], isLong ? [.. text, .. new byte[MasterKeyText.MaxBytes]] : text);
        if (isLong)
        {
            Assert.That(() => MasterKeyFile.Read(_folder["pipe"]), Throws.InstanceOf<OmsException>().With.Property("Fault").Property("Code").EqualTo(OmsErrorCode.Corrupt));
            return;
        }
        using MasterKeySet expected = MasterKeyFile.Read(KeyPath), keys = MasterKeyFile.Read(_folder["pipe"]);
        Assert.That(keys.Find(1)!.NameOf("john"), Is.EqualTo(expected.Find(1)!.NameOf("john")));
    }

    [Test]
    public void The_keys_are_the_ones_in_the_text()
    {
        byte[] one = RandomNumberGenerator.GetBytes(32), nine = RandomNumberGenerator.GetBytes(32);
        File.WriteAllText(KeyPath, Text(1, (1, one), (4294967295, nine)));
        using MasterKeySet keys = MasterKeyFile.Read(KeyPath);
        Assert.That(keys.Versions, Is.EqualTo(new[] { 4294967295u, 1u }));
        using BlindIndex first = new(one), last = new(nine);
        Assert.That(keys.Find(1)!.NameOf("john"), Is.EqualTo(new UserSaltName(first.Compute("john"), 1)));
        Assert.That(keys.Find(4294967295)!.NameOf("john").Token, Is.EqualTo(last.Compute("john")));
        Assert.That(() => MasterKeyFile.AddVersion(KeyPath), Throws.InvalidOperationException, "there is no higher version");
    }

    [Test]
    public void A_rotation_keeps_what_there_was_and_overwrites_the_old_file()
    {
        MasterKeyFile.Create(KeyPath);
        string[] before = File.ReadAllLines(KeyPath);
        using FileStream old = OpenForTheTest(KeyPath);
        Assert.That(() => MasterKeyFile.AddVersion(KeyPath), Throws.InstanceOf<IOException>(), "while somebody reads it");
        old.Dispose();
        File.WriteAllText(_folder[$"keys.{Guid.NewGuid():N}.tmp"], "left by a killed process");
        for (uint version = 2; version < 30; version++) Assert.That(MasterKeyFile.AddVersion(KeyPath), Is.EqualTo(version));
        string[] after = File.ReadAllLines(KeyPath);
        Assert.That(after[..2], Is.EqualTo(before[..2]));
        Assert.That(after[1..^1].Select(static line => line.Split(' ')[1]), Is.Unique);
        using MasterKeySet keys = MasterKeyFile.Read(KeyPath);
        Assert.That((keys.Newest, keys.Versions.Count), Is.EqualTo((29u, 29)));
        Assert.That(_folder.Names, Is.EqualTo(new[] { "keys" }));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "permissions are the folder's there")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Only_its_owner_reads_it()
    {
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        MasterKeyFile.Create(KeyPath);
        Assert.That(File.GetUnixFileMode(KeyPath), Is.EqualTo(ownerOnly));
        File.SetUnixFileMode(KeyPath, (UnixFileMode)0x1a4); // rw-r--r--
        MasterKeyFile.Read(KeyPath).Dispose();
        Assert.That(File.GetUnixFileMode(KeyPath), Is.EqualTo(ownerOnly));
        File.SetUnixFileMode(KeyPath, (UnixFileMode)0x1a4);
        MasterKeyFile.AddVersion(KeyPath);
        Assert.That(File.GetUnixFileMode(KeyPath), Is.EqualTo(ownerOnly));
    }

    [Test]
    public void Every_flipped_byte_and_every_cut_is_noticed()
    {
        MasterKeyFile.Create(KeyPath);
        MasterKeyFile.AddVersion(KeyPath);
        byte[] sound = File.ReadAllBytes(KeyPath);
        for (int i = 0; i < sound.Length; i++)
        {
            foreach (byte flip in (byte[])[1, 0x20, 0x80, 0xff])
            {
                byte[] bytes = [.. sound];
                bytes[i] ^= flip;
                Refuse(bytes);
            }
            Refuse(sound[..i]);
        }
        Refuse([.. sound, (byte)'\n']);
    }

    [TestCase("", OmsErrorCode.Corrupt, 0)]
    [TestCase("openmemory-master-keys 2\n", OmsErrorCode.Version, 23)]
    [TestCase("openmemory-master-keys 1\r\n", OmsErrorCode.Version, 23)]
    [TestCase("openmemory-master-keys 1\n", OmsErrorCode.Corrupt, 25)]
    public void Another_text_is_refused(string text, OmsErrorCode code, int offset) => Refuse(Encoding.UTF8.GetBytes(text), code, offset);

    [Test]
    public void Lines_of_another_form_are_refused_with_a_right_checksum()
    {
        byte[] key = RandomNumberGenerator.GetBytes(32);
        string hex = Convert.ToHexStringLower(key);
        Refuse(Checked(""), OmsErrorCode.Corrupt, 25);
        Refuse(Checked($"0 {hex}\n"), OmsErrorCode.Corrupt, 25);
        Refuse(Checked($"01 {hex}\n"), OmsErrorCode.Corrupt, 25);
        Refuse(Checked($"+1 {hex}\n"), OmsErrorCode.Corrupt, 25);
        Refuse(Checked($"-1 {hex}\n"), OmsErrorCode.Corrupt, 25);
        Refuse(Checked($"4294967296 {hex}\n"), OmsErrorCode.Corrupt, 25);
        Refuse(Checked($"1  {hex}\n"), OmsErrorCode.Corrupt, 26);
        Refuse(Checked($"1\t{hex}\n"), OmsErrorCode.Corrupt, 26);
        Refuse(Checked($"1 {hex}\r\n"), OmsErrorCode.Corrupt, 26);
        Refuse(Checked($"1 {new string('A', 64)}\n"), OmsErrorCode.Corrupt, 26);
        Refuse(Checked($"1 {hex[1..]}\n"), OmsErrorCode.Corrupt, 26);
        Refuse(Checked($"1 {hex}\n1 {hex}\n"), OmsErrorCode.Corrupt, 25 + 67);
        Refuse(Checked($"2 {hex}\n1 {hex}\n"), OmsErrorCode.Corrupt, 25 + 67);
        Refuse([.. Checked($"1 {hex}\n"), .. "2"u8], OmsErrorCode.Corrupt, 25 + 67);
    }

    [Test]
    public void Its_length_has_a_bound()
    {
        (uint, byte[])[] keys = [.. Enumerable.Range(1, 949).Select(static version => ((uint)version, RandomNumberGenerator.GetBytes(32)))];
        File.WriteAllText(KeyPath, Text(1, keys));
        using MasterKeySet many = MasterKeyFile.Read(KeyPath);
        Assert.That(many.Newest, Is.EqualTo(949));
        Assert.That(() => MasterKeyFile.AddVersion(KeyPath), Throws.InvalidOperationException);
        Refuse(new byte[65_537], OmsErrorCode.Corrupt, 65_536);
        Assert.That(() => MasterKeyFile.Read(_folder["absent"]), Throws.InstanceOf<FileNotFoundException>());
        Assert.That(() => MasterKeyFile.AddVersion(_folder["absent"]), Throws.InstanceOf<FileNotFoundException>());
    }

    [Test]
    public void No_fault_tells_anything_of_a_key()
    {
        string hex = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        foreach (string line in (string[])[$"1 {hex[..^1]}\n", $"1 {hex}\n2 {hex}x\n", $"{hex}\n"])
        {
            File.WriteAllBytes(KeyPath, Checked(line));
            OmsException? exception = Assert.Throws<OmsException>(() => MasterKeyFile.Read(KeyPath));
            Assert.That(exception!.ToString(), Does.Not.Contain(hex[..6]));
        }
    }

    private void Refuse(byte[] bytes, OmsErrorCode code, long offset)
    {
        OmsFault fault = Refuse(bytes);
        Assert.That((fault.Code, fault.Offset, fault.Rule), Is.EqualTo((code, offset, "R-51")), fault.ToString());
    }

    private OmsFault Refuse(byte[] bytes)
    {
        File.WriteAllBytes(KeyPath, bytes);
        OmsException? exception = Assert.Throws<OmsException>(() => MasterKeyFile.Read(KeyPath));
        Assert.Throws<OmsException>(() => MasterKeyFile.AddVersion(KeyPath));
        Assert.That(File.ReadAllBytes(KeyPath), Is.EqualTo(bytes), "it is left as it is");
        return exception!.Fault;
    }

    private static FileStream OpenForTheTest(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read);

    private static string Text(int form, params (uint Version, byte[] Key)[] keys) =>
        Encoding.ASCII.GetString(Checked(string.Concat(keys.Select(static key => $"{key.Version} {Convert.ToHexStringLower(key.Key)}\n")), form));

    private static byte[] Checked(string lines, int form = 1)
    {
        byte[] text = Encoding.ASCII.GetBytes($"openmemory-master-keys {form}\n{lines}");
        return [.. text, .. Encoding.ASCII.GetBytes($"sha256 {Convert.ToHexStringLower(SHA256.HashData(text))}\n")];
    }
}
