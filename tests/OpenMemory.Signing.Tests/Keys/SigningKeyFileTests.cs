using System.Diagnostics;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace OpenMemory.Signing.Tests;

/// <summary>Private keys in files: PKCS#8 as PEM, their owner's alone.</summary>
[TestFixture]
public sealed class SigningKeyFileTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private TemporaryFolder _folder = null!;

    private string KeyPath => _folder["key.pem"];

    private static SignatureAlgorithm[] Algorithms => [SignatureAlgorithm.EdDsa, SignatureAlgorithm.Ed25519, SignatureAlgorithm.Es256];

    [SetUp]
    public void Make() => _folder = new();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCaseSource(nameof(Algorithms))]
    public void What_was_written_is_read_again(SignatureAlgorithm algorithm)
    {
        using SigningKey key = SigningKey.Create(algorithm, "did:web:example.com");
        SigningKeyFile.Create(KeyPath, key);
        Assert.That(File.ReadAllText(KeyPath), Does.Match("\\A-----BEGIN PRIVATE KEY-----\n[A-Za-z0-9+/=\n]+\n-----END PRIVATE KEY-----\n\\z"));
        using SigningKey bare = SigningKeyFile.Load(KeyPath), full = SigningKeyFile.Load(KeyPath, "did:web:example.com#1", algorithm);
        Assert.That((bare.PublicKey, bare.KeyId), Is.EqualTo((key.PublicKey, key.PublicKey.ToString())));
        Assert.That(bare.Algorithm, Is.EqualTo(algorithm == SignatureAlgorithm.Es256 ? algorithm : SignatureAlgorithm.EdDsa));
        Assert.That((full.PublicKey, full.KeyId, full.Algorithm), Is.EqualTo((key.PublicKey, "did:web:example.com#1", algorithm)));
        Assert.That(key.PublicKey.Verify("text"u8, full.Sign("text"u8)), Is.True);
        SignatureAlgorithm other = algorithm == SignatureAlgorithm.Es256 ? SignatureAlgorithm.EdDsa : SignatureAlgorithm.Es256;
        Assert.That(() => SigningKeyFile.Load(KeyPath, algorithm: other), Throws.ArgumentException);
    }

    [TestCaseSource(nameof(Algorithms))]
    public void A_file_is_never_replaced(SignatureAlgorithm algorithm)
    {
        using SigningKey key = SigningKey.Create(algorithm), other = SigningKey.Create(algorithm);
        SigningKeyFile.Create(KeyPath, key);
        byte[] before = File.ReadAllBytes(KeyPath);
        Assert.That(() => SigningKeyFile.Create(KeyPath, other), Throws.InstanceOf<IOException>());
        Assert.That(File.ReadAllBytes(KeyPath), Is.EqualTo(before));
        other.Dispose();
        Assert.That(() => SigningKeyFile.Create(_folder["other"], other), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => SigningKeyFile.Create(_folder["absent/other"], key), Throws.InstanceOf<IOException>());
        Assert.That(_folder.Names, Is.EqualTo(new[] { "key.pem" }));
    }

    [Test]
    public void Where_the_disk_is_full_no_file_stays()
    {
        using SmallDisk? disk = SmallDisk.TryMount(_folder["disk"], "4k"); // one page: the folder's names cost none
        if (disk is null) Assert.Ignore("Mounting a small disk takes root on Linux.");
        using SigningKey key = SigningKey.Create();
        File.WriteAllBytes(Path.Combine(disk.Path, "full"), new byte[4096]);
        string path = Path.Combine(disk.Path, "key.pem");
        Assert.That(() => SigningKeyFile.Create(path, key), Throws.InstanceOf<IOException>());
        Assert.That(File.Exists(path), Is.False);
        File.Delete(Path.Combine(disk.Path, "full"));
        SigningKeyFile.Create(path, key);
        using SigningKey read = SigningKeyFile.Load(path);
        Assert.That(read.PublicKey, Is.EqualTo(key.PublicKey));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "permissions are the folder's there")]
    [UnsupportedOSPlatform("windows")]
    public void Only_its_owner_reads_it_and_a_file_that_others_read_is_refused()
    {
        using SigningKey key = SigningKey.Create();
        SigningKeyFile.Create(KeyPath, key);
        Assert.That(File.GetUnixFileMode(KeyPath), Is.EqualTo(OwnerOnly));
        foreach (UnixFileMode more in (UnixFileMode[])[UnixFileMode.GroupRead, UnixFileMode.OtherRead, UnixFileMode.GroupWrite, UnixFileMode.OtherWrite])
        {
            File.SetUnixFileMode(KeyPath, OwnerOnly | more);
            Assert.That(() => SigningKeyFile.Load(KeyPath), Throws.InstanceOf<UnauthorizedAccessException>().With.Message.Contains("chmod 600"));
        }
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead);
        using SigningKey read = SigningKeyFile.Load(KeyPath);
        Assert.That(read.PublicKey, Is.EqualTo(key.PublicKey));
    }

    [TestCase("Ed25519", "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC", TestName = "RFC_8410_without_public_key")]
    [TestCase("Ed25519", "MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhCoB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=", TestName = "RFC_8410_with_attributes_and_public_key")]
    public void The_examples_of_RFC_8410_are_read(string kind, string base64)
    {
        Write($"-----BEGIN PRIVATE KEY-----\n{base64}\n-----END PRIVATE KEY-----\n");
        using SigningKey key = SigningKeyFile.Load(KeyPath);
        Assert.That(key.PublicKey.Type.ToString(), Is.EqualTo(kind));
        Assert.That(Convert.ToHexStringLower(key.PublicKey.Bytes.Span), Is.EqualTo("19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1"));
        byte[] bytes = Convert.FromBase64String(base64);
        if (bytes.Length == 48) return;
        bytes[^1] ^= 1;
        Write($"-----BEGIN PRIVATE KEY-----\n{Convert.ToBase64String(bytes)}\n-----END PRIVATE KEY-----\n");
        Assert.That(() => SigningKeyFile.Load(KeyPath), Throws.InstanceOf<OmsException>().With.Message.Contains("another one's"));
    }

    [Test]
    public void Keys_of_another_kind_are_refused_by_name()
    {
        using RSA rsa = RSA.Create(2048);
        Refuse(rsa.ExportPkcs8PrivateKeyPem(), OmsErrorCode.NotSupported, "RSA");
        foreach ((ECCurve curve, string name) in ((ECCurve, string)[])[(ECCurve.NamedCurves.nistP384, "P-384"), (ECCurve.NamedCurves.nistP521, "P-521"), (ECCurve.CreateFromValue("1.3.132.0.10"), "secp256k1")])
        {
            using ECDsa other = ECDsa.Create(curve);
            Refuse(other.ExportPkcs8PrivateKeyPem(), OmsErrorCode.NotSupported, name);
        }
        foreach ((byte kind, string name) in ((byte, string)[])[(0x6e, "X25519"), (0x6f, "X448"), (0x71, "Ed448"), (0x60, "not known")])
            Refuse(Pem("PRIVATE KEY", [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, kind, 4, 0x22, 4, 0x20, .. new byte[32]]), OmsErrorCode.NotSupported, name);
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Refuse(key.ExportECPrivateKeyPem(), OmsErrorCode.NotSupported, "openssl pkcs8");
        Refuse(key.ExportEncryptedPkcs8PrivateKeyPem("password", new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)), OmsErrorCode.NotSupported, "password");
        Refuse(key.ExportSubjectPublicKeyInfoPem(), OmsErrorCode.Corrupt, "no private key");
        Refuse(key.ExportPkcs8PrivateKeyPem() + "\n" + key.ExportPkcs8PrivateKeyPem(), OmsErrorCode.Corrupt, "more than one");
    }

    [Test]
    public void A_damaged_file_is_refused_without_telling_anything_of_it()
    {
        using SigningKey edwards = SigningKey.Create(), weierstrass = SigningKey.Create(SignatureAlgorithm.Es256);
        foreach (SigningKey key in (SigningKey[])[edwards, weierstrass])
        {
            byte[] sound = Pkcs8.Write(key);
            using SigningKey again = Pkcs8.Read(sound, null, SignatureAlgorithm.None);
            Assert.That(again.PublicKey, Is.EqualTo(key.PublicKey));
            for (int i = 0; i < sound.Length; i++)
            {
                Refuse(sound[..i]);
                byte[] changed = [.. sound];
                changed[i] ^= 0x20;
                if (key == edwards && i >= 16) continue; // any 32 bytes are a seed
                Refuse(changed);
            }
            Refuse([.. sound, 0]);
        }
        Refuse("", OmsErrorCode.Corrupt, "no PEM");
        Refuse("-----BEGIN PRIVATE KEY-----\nabc$\n-----END PRIVATE KEY-----\n", OmsErrorCode.Corrupt, "no PEM");
        Refuse("-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n", OmsErrorCode.Corrupt, "PKCS#8");
        Refuse(new string('x', 20_000), OmsErrorCode.Corrupt, "too long");
        Refuse(Pem("PRIVATE KEY", new byte[15_000]), OmsErrorCode.Corrupt, "too long");
        Assert.That(() => SigningKeyFile.Load(_folder["absent"]), Throws.InstanceOf<FileNotFoundException>());
    }

    [Test]
    public void OpenSSL_reads_our_files_and_we_read_its()
    {
        foreach (SignatureAlgorithm algorithm in (SignatureAlgorithm[])[SignatureAlgorithm.EdDsa, SignatureAlgorithm.Es256])
        {
            using SigningKey key = SigningKey.Create(algorithm);
            string path = _folder[$"{algorithm}.pem"], theirs = _folder[$"{algorithm}.openssl"];
            SigningKeyFile.Create(path, key);
            byte[] publicKey = OpenSsl("pkey", "-in", path, "-pubout", "-outform", "DER");
            byte[] expected = algorithm == SignatureAlgorithm.Es256 ? key.PublicKey.Bytes.ToArray()[1..] : key.PublicKey.Bytes.ToArray();
            Assert.That(publicKey.AsSpan().IndexOf(expected), Is.Positive);
            if (algorithm == SignatureAlgorithm.Es256) OpenSsl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", theirs);
            else OpenSsl("genpkey", "-algorithm", "ED25519", "-out", theirs);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(theirs, OwnerOnly);
            using SigningKey read = SigningKeyFile.Load(theirs);
            File.WriteAllText(_folder["message"], "text");
            File.WriteAllBytes(_folder["signature"], read.Sign("text"u8));
            if (algorithm == SignatureAlgorithm.EdDsa)
                Assert.That(Encoding.ASCII.GetString(OpenSsl("pkeyutl", "-verify", "-inkey", theirs, "-rawin", "-in", _folder["message"], "-sigfile", _folder["signature"])), Does.Contain("Successfully"));
            else Assert.That(read.PublicKey.Verify("text"u8, File.ReadAllBytes(_folder["signature"])), Is.True);
        }
    }

    private static byte[] OpenSsl(params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            using MemoryStream output = new();
            process.StandardOutput.BaseStream.CopyTo(output);
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.That(process.ExitCode, Is.Zero, errors);
            return output.ToArray();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("The tool openssl is absent.");
            throw;
        }
    }

    private void Refuse(byte[] bytes) => Refuse(Pem("PRIVATE KEY", bytes), null, "");

    private void Refuse(string text, OmsErrorCode? code, string message)
    {
        Write(text);
        OmsException? refused = Assert.Throws<OmsException>(() => SigningKeyFile.Load(KeyPath), text);
        if (code is not null) Assert.That(refused!.Code, Is.EqualTo(code));
        Assert.That(refused!.Message, Does.Contain(message));
        Assert.That(refused.InnerException, Is.Null);
        foreach (string line in text.Split('\n').Where(static line => line.Length > 12 && !line.StartsWith('-'))) Assert.That(refused.ToString(), Does.Not.Contain(line[..12]));
    }

    private void Write(string text)
    {
        File.WriteAllText(KeyPath, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(KeyPath, OwnerOnly);
    }

    private static string Pem(string label, byte[] bytes) => PemEncoding.WriteString(label, bytes) + "\n";
}
