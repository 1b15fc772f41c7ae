namespace OpenMemory.Signing.Tests;

/// <summary>Ed25519 as RFC 8032 has it, and the keys that are none (OMS-9.1-3).</summary>
[TestFixture]
public sealed class Ed25519Tests
{
    [TestCase("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [TestCase("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [TestCase("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void The_vectors_of_RFC_8032_are_reproduced(string seed, string publicKey, string message, string signature)
    {
        byte[] text = Convert.FromHexString(message);
        foreach (SignatureAlgorithm algorithm in (SignatureAlgorithm[])[SignatureAlgorithm.EdDsa, SignatureAlgorithm.Ed25519])
        {
            using SigningKey key = SigningKey.FromEd25519Seed(Convert.FromHexString(seed), algorithm: algorithm);
            Assert.That(Convert.ToHexStringLower(key.PublicKey.Bytes.Span), Is.EqualTo(publicKey));
            for (int again = 0; again < 2; again++) Assert.That(Convert.ToHexStringLower(key.Sign(text)), Is.EqualTo(signature), "the same every time");
            Assert.That(key.PublicKey.Verify(text, Convert.FromHexString(signature)), Is.True);
            Assert.That((key.Algorithm, key.PublicKey.Fits(algorithm)), Is.EqualTo((algorithm, true)));
        }
    }

    [TestCase("0000000000000000000000000000000000000000000000000000000000000000")]
    [TestCase("0000000000000000000000000000000000000000000000000000000000000080")]
    [TestCase("0100000000000000000000000000000000000000000000000000000000000000")]
    [TestCase("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")]
    [TestCase("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85")]
    [TestCase("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")]
    [TestCase("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa")]
    [TestCase("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    public void A_key_for_which_anybody_can_sign_is_refused(string key)
    {
        byte[] bytes = Convert.FromHexString(key);
        Assert.That(() => VerificationKey.FromEd25519(bytes), Refused);
        bytes[^1] ^= 0x80; // the same y with the other sign: the same order, or no encoding
        Assert.That(() => VerificationKey.FromEd25519(bytes), Refused);
    }

    [TestCase("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", TestName = "y_is_p")]
    [TestCase("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", TestName = "y_is_one_more_than_p")]
    [TestCase("f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", TestName = "y_is_three_more_than_p")]
    [TestCase("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", TestName = "y_is_all_ones")]
    [TestCase("0200000000000000000000000000000000000000000000000000000000000000", TestName = "y_is_off_the_curve")]
    [TestCase("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f70751", TestName = "a_key_of_31_bytes")]
    [TestCase("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a00", TestName = "a_key_of_33_bytes")]
    [TestCase("", TestName = "a_key_of_no_bytes")]
    public void What_is_no_key_is_refused(string key) => Assert.That(() => VerificationKey.FromEd25519(Convert.FromHexString(key)), Refused);

    private static NUnit.Framework.Constraints.IResolveConstraint Refused =>
        Throws.InstanceOf<OmsException>().With.Property(nameof(OmsException.Code)).EqualTo(OmsErrorCode.Corrupt);
}
