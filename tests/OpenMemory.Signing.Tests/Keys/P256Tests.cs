using System.Numerics;
using System.Security.Cryptography;

namespace OpenMemory.Signing.Tests;

/// <summary>Points and private keys of P-256 (R-7, OMS-9.1-4).</summary>
[TestFixture]
public sealed class P256Tests
{
    private const string Order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    private const string P = "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";

    [Test]
    public void Points_are_read_in_both_forms_and_kept_compressed()
    {
        for (int i = 0; i < 200; i++)
        {
            using ECDsa made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            ECPoint point = made.ExportParameters(includePrivateParameters: false).Q;
            byte[] compressed = [(byte)((point.Y![^1] & 1) == 0 ? 2 : 3), .. point.X!];
            VerificationKey whole = VerificationKey.FromP256([4, .. point.X!, .. point.Y!]), half = VerificationKey.FromP256(compressed);
            Assert.That(whole.Bytes.ToArray(), Is.EqualTo(compressed));
            Assert.That(half, Is.EqualTo(whole));
            byte[] signature = made.SignData("text"u8, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            Assert.That(half.Verify("text"u8, signature), Is.True, "the decompressed point is the platform's");
            Assert.That(half.Verify("tex"u8, signature), Is.False);
            compressed[0] ^= 1;
            Assert.That(VerificationKey.FromP256(compressed).Verify("text"u8, signature), Is.False, "the other half of the curve is another key");
        }
    }

    [Test]
    public void What_is_no_point_is_refused()
    {
        byte[] point = [4, .. Point.X!, .. Point.Y!], compressed = VerificationKey.FromP256(point).Bytes.ToArray();
        List<byte[]> wrong = [[], [0], [4], [2, .. Convert.FromHexString(P)], [3, .. Convert.FromHexString(P)], point[..^1], [.. point, 0], compressed[..^1], [.. compressed, 0]];
        foreach (byte prefix in (byte[])[0, 1, 2, 3, 5, 6, 7, 0x84, 0xff]) wrong.Add([prefix, .. point[1..]]);
        foreach (byte prefix in (byte[])[0, 1, 4, 5, 0xff]) wrong.Add([prefix, .. compressed[1..]]);
        wrong.Add([4, .. Convert.FromHexString(P), .. Point.Y!]);
        wrong.Add([4, .. new byte[64]]);
        wrong.Add([4, .. Point.Y!, .. Point.X!]);
        for (int i = 1; i < point.Length; i++)
        {
            byte[] changed = [.. point];
            changed[i] ^= 0x10;
            wrong.Add(changed);
        }
        foreach (byte[] bytes in wrong)
        {
            OmsException? refused = Assert.Throws<OmsException>(() => VerificationKey.FromP256(bytes), Convert.ToHexString(bytes));
            Assert.That(refused!.Code, Is.EqualTo(OmsErrorCode.Corrupt));
        }
    }

    [Test]
    public void A_coordinate_as_large_as_the_field_is_not_read_as_the_smaller_one()
    {
        // x = 5 is on the curve; x = 5 + p would be the same point under another name, and fits into 32 bytes.
        byte[] small = new byte[33], large = new byte[33];
        (small[0], small[^1], large[0]) = (2, 5, 2);
        (BigInteger.Parse("0" + P, System.Globalization.NumberStyles.HexNumber) + 5).TryWriteBytes(large.AsSpan(1), out _, isUnsigned: true, isBigEndian: true);
        Assert.That(VerificationKey.FromP256(small).Bytes.ToArray(), Is.EqualTo(small));
        Assert.That(() => VerificationKey.FromP256(large), Throws.InstanceOf<OmsException>());
    }

    [Test]
    public void About_half_of_all_coordinates_are_on_the_curve()
    {
        int found = Enumerable.Range(1, 400).Count(static x =>
        {
            byte[] point = new byte[33];
            (point[0], point[^2], point[^1]) = (3, (byte)(x >> 8), (byte)x);
            return P256.TryDecode(point, out _);
        });
        Assert.That(found, Is.InRange(150, 250));
    }

    [TestCase("0000000000000000000000000000000000000000000000000000000000000001", true)]
    [TestCase("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550", true)]
    [TestCase("fffffffeffffffffffffffffffffffffffffffffffffffffffffffffffffffff", true)]
    [TestCase("0000000000000000000000000000000000000000000000000000000000000000", false)]
    [TestCase(Order, false)]
    [TestCase("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632552", false)]
    [TestCase("ffffffff00000001000000000000000000000000000000000000000000000000", false)]
    [TestCase("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", false)]
    [TestCase("01", false)]
    [TestCase("000000000000000000000000000000000000000000000000000000000000000001", false)]
    [TestCase("", false)]
    public void A_private_key_is_between_1_and_the_order(string scalar, bool isKey)
    {
        byte[] bytes = Convert.FromHexString(scalar);
        if (!isKey)
        {
            ArgumentException? refused = Assert.Throws<ArgumentException>(() => SigningKey.FromP256Scalar(bytes));
            Assert.That(refused!.ParamName, Is.EqualTo("scalar"));
            return;
        }
        using SigningKey key = SigningKey.FromP256Scalar(bytes);
        Assert.That(key.PublicKey.Verify("text"u8, key.Sign("text"u8)), Is.True);
    }

    private static ECPoint Point
    {
        get
        {
            using ECDsa key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Convert.FromHexString("c3545f87d5968d0b39c8b89fac31ae503141156ebce6c18101aeb2c344c3cb2a") });
            return key.ExportParameters(includePrivateParameters: false).Q;
        }
    }
}
