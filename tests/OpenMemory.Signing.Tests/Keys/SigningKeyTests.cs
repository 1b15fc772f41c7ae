using FsCheck.Fluent;

namespace OpenMemory.Signing.Tests;

/// <summary>Keys that sign, and keys that verify (§9.1, R-7).</summary>
[TestFixture]
public sealed class SigningKeyTests
{
    private static SignatureAlgorithm[] Algorithms => [SignatureAlgorithm.EdDsa, SignatureAlgorithm.Ed25519, SignatureAlgorithm.Es256];

    [TestCaseSource(nameof(Algorithms))]
    public void What_a_new_key_signs_its_public_key_verifies_and_no_other(SignatureAlgorithm algorithm)
    {
        using SigningKey key = SigningKey.Create(algorithm), other = SigningKey.Create(algorithm);
        Assert.That((key.Algorithm, key.KeyId), Is.EqualTo((algorithm, DidKey.Format(key.PublicKey))));
        Assert.That(other.PublicKey, Is.Not.EqualTo(key.PublicKey), "keys are random");
        Law.Holds(Gen.Choose(0, 3000).SelectMany(static count => Gen.Choose(0, 255).Select(static value => (byte)value).ArrayOf(count)), 40, message =>
        {
            byte[] signature = key.Sign(message);
            Assert.That(signature, Has.Length.EqualTo(VerificationKey.SignatureBytes));
            Assert.That(key.PublicKey.Verify(message, signature), Is.True);
            Assert.That(other.PublicKey.Verify(message, signature), Is.False);
            Assert.That(key.PublicKey.Verify([.. message, 0], signature), Is.False);
            byte[] changed = [.. signature];
            changed[message.Length % 64] ^= (byte)(1 << message.Length % 8);
            Assert.That(key.PublicKey.Verify(message, changed), Is.False);
        });
    }

    [TestCaseSource(nameof(Algorithms))]
    public void Every_flipped_bit_of_a_signature_and_every_other_length_is_invalid(SignatureAlgorithm algorithm)
    {
        using SigningKey key = SigningKey.Create(algorithm);
        byte[] message = new byte[200], signature = key.Sign(message);
        for (int bit = 0; bit < 512; bit++)
        {
            byte[] changed = [.. signature];
            changed[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.That(key.PublicKey.Verify(message, changed), Is.False, $"bit {bit}");
        }
        for (int length = 0; length <= 130; length++)
        {
            byte[] other = [.. signature, .. signature, .. signature];
            Assert.That(key.PublicKey.Verify(message, other.AsSpan(0, length)), Is.EqualTo(length == 64), $"{length} bytes");
            Assert.That(key.PublicKey.VerifyArray(message, other.AsSpan(0, length)), Is.EqualTo(length == 64), $"{length} bytes");
        }
        Assert.That(key.PublicKey.Verify(message, new byte[64]), Is.False);
        Assert.That(key.PublicKey.Verify(message, [.. Enumerable.Repeat((byte)0xff, 64)]), Is.False);
    }

    [Test]
    public void Keys_of_the_vectors_sign_and_verify_what_the_vectors_say()
    {
        int made = 0;
        foreach (System.Text.Json.JsonElement row in Vectors.Rows("cose"))
        {
            if (!row.TryGetProperty("to_be_signed_hex", out _)) continue; // long messages, whose parts stand in the envelope
            string name = row.GetProperty("name").GetString()!;
            SignatureAlgorithm algorithm = (SignatureAlgorithm)row.GetProperty("alg").GetInt32();
            byte[] message = Vectors.Hex(row, "to_be_signed_hex"), signature = Vectors.Hex(row, "signature_hex"), publicKey = Vectors.Hex(row, "public_key_hex");
            VerificationKey verifier = algorithm == SignatureAlgorithm.Es256 ? VerificationKey.FromP256(publicKey) : VerificationKey.FromEd25519(publicKey);
            Assert.That((verifier.Fits(algorithm), verifier.Verify(message, signature)), Is.EqualTo((true, true)), name);
            if (!row.TryGetProperty("private_key_hex", out _)) continue;
            byte[] secret = Vectors.Hex(row, "private_key_hex");
            using SigningKey key = algorithm == SignatureAlgorithm.Es256 ? SigningKey.FromP256Scalar(secret) : SigningKey.FromEd25519Seed(secret, algorithm: algorithm);
            Assert.That(key.PublicKey, Is.EqualTo(verifier), name);
            if (algorithm == SignatureAlgorithm.Es256) Assert.That(verifier.Verify(message, key.Sign(message)), Is.True, name);
            else Assert.That(key.Sign(message), Is.EqualTo(signature), name);
            made++;
        }
        Assert.That(made, Is.GreaterThan(20));
    }

    [Test]
    public async Task Memory_of_any_sort_is_signed()
    {
        using SigningKey key = SigningKey.Create();
        byte[] bytes = [.. Enumerable.Range(0, 100).Select(static value => (byte)value)];
        byte[] expected = key.Sign(bytes.AsSpan(10, 50));
        using HiddenArray hidden = new(bytes[10..60]);
        Assert.That(await key.SignAsync(bytes.AsMemory(10, 50)), Is.EqualTo(expected));
        Assert.That(await key.SignAsync(hidden.Memory), Is.EqualTo(expected), "memory that is no array");
        byte[] empty = key.Sign([]);
        Assert.That(await key.SignAsync(default), Is.EqualTo(empty));
        Assert.That((key.SignArray(default).AsSpan().SequenceEqual(empty), key.PublicKey.VerifyArray(default, empty)), Is.EqualTo((true, true)));
        Assert.That(async () => await key.SignAsync(bytes, new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void An_algorithm_that_does_not_fit_is_refused()
    {
        foreach (SignatureAlgorithm algorithm in (SignatureAlgorithm[])[SignatureAlgorithm.None, SignatureAlgorithm.Es256, (SignatureAlgorithm)(-35)])
        {
            Assert.That(() => SigningKey.FromEd25519Seed(new byte[32], algorithm: algorithm), Throws.ArgumentException);
            if (algorithm != SignatureAlgorithm.Es256) Assert.That(() => SigningKey.Create(algorithm), Throws.InstanceOf<ArgumentOutOfRangeException>());
        }
        foreach (int size in (int[])[0, 31, 33, 64]) Assert.That(() => SigningKey.FromEd25519Seed(new byte[size]), Throws.ArgumentException);
        Assert.That(() => SigningKey.Create(keyId: " "), Throws.ArgumentException);
    }

    /// <summary>§12.1: a did:key is its key, so that what another key signs for it is never verified.</summary>
    [Test]
    public void A_key_does_not_sign_for_the_did_key_of_another()
    {
        string own = TestKeys.Ed.KeyId, multikey = own["did:key:".Length..];
        foreach (string did in (string[])[TestKeys.OtherEd.KeyId, TestKeys.P.KeyId, "did:key:", "did:key:z", own + "#", own + "#" + TestKeys.OtherEd.KeyId["did:key:".Length..]])
        {
            Assert.That(() => SigningKey.FromEd25519Seed(TestKeys.Seed(1), did), Throws.ArgumentException, did);
            Assert.That(() => SigningKey.Create(keyId: did), Throws.ArgumentException, did);
        }
        Assert.That(() => SigningKey.FromP256Scalar(TestKeys.Seed(3), own), Throws.ArgumentException);
        using SigningKey key = SigningKey.FromEd25519Seed(TestKeys.Seed(1), $"{own}#{multikey}"), web = SigningKey.FromEd25519Seed(TestKeys.Seed(1), "did:web:example.com");
        Assert.That((key.KeyId, web.KeyId), Is.EqualTo(($"{own}#{multikey}", "did:web:example.com")));
    }

    [Test]
    public void Only_algorithms_of_its_kind_fit_a_key()
    {
        using SigningKey edwards = SigningKey.Create(), weierstrass = SigningKey.Create(SignatureAlgorithm.Es256);
        foreach (int number in Enumerable.Range(-60, 70))
        {
            SignatureAlgorithm algorithm = (SignatureAlgorithm)number;
            Assert.That(edwards.PublicKey.Fits(algorithm), Is.EqualTo(number is -8 or -19));
            Assert.That(weierstrass.PublicKey.Fits(algorithm), Is.EqualTo(number is -7));
        }
    }

    [TestCaseSource(nameof(Algorithms))]
    public void A_key_that_was_disposed_of_signs_no_more_and_is_zeroed(SignatureAlgorithm algorithm)
    {
        SigningKey key = SigningKey.Create(algorithm);
        byte[] secret = SecretOf(key);
        Assert.That(secret, Is.Not.All.Zero);
        key.Dispose();
        key.Dispose();
        Assert.That(secret, Is.All.Zero);
        Assert.That(() => key.Sign([]), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(async () => await key.SignAsync(default), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(key.KeyId, Is.EqualTo(key.PublicKey.ToString()), "what is public stays");
    }

    [TestCaseSource(nameof(Algorithms))]
    public void A_key_disposed_of_while_it_signs_makes_no_wrong_signature(SignatureAlgorithm algorithm)
    {
        byte[] message = new byte[1000];
        for (int round = 0; round < 20; round++)
        {
            SigningKey key = SigningKey.Create(algorithm);
            using Barrier start = new(4);
            int wrong = 0, signed = 0;
            Thread[] threads = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() =>
            {
                start.SignalAndWait();
                try
                {
                    while (true)
                    {
                        byte[] signature = key.Sign(message);
                        Interlocked.Increment(ref signed);
                        if (!key.PublicKey.Verify(message, signature)) Interlocked.Increment(ref wrong);
                    }
                }
                catch (ObjectDisposedException)
                {
                    // The end of the round.
                }
            }))];
            foreach (Thread thread in threads) thread.Start();
            start.SignalAndWait();
            SpinWait.SpinUntil(() => Volatile.Read(ref signed) > 5);
            key.Dispose();
            foreach (Thread thread in threads) thread.Join();
            Assert.That((wrong, SecretOf(key).All(static value => value == 0)), Is.EqualTo((0, true)));
        }
    }

    [TestCaseSource(nameof(Algorithms))]
    public void Many_threads_sign_and_verify_with_one_key(SignatureAlgorithm algorithm)
    {
        using SigningKey key = SigningKey.Create(algorithm);
        int right = 0;
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 12 }, i =>
        {
            byte[] message = BitConverter.GetBytes(i), signature = key.Sign(message);
            if (key.PublicKey.Verify(message, signature) && !key.PublicKey.Verify(BitConverter.GetBytes(i + 1), signature)) Interlocked.Increment(ref right);
        });
        Assert.That(right, Is.EqualTo(400));
    }

    [Test]
    public void No_text_of_a_key_tells_the_secret()
    {
        byte[] seed = [.. Enumerable.Range(1, 32).Select(static value => (byte)value)];
        using SigningKey key = SigningKey.FromEd25519Seed(seed, "did:web:example.com#key-1"), scalar = SigningKey.FromP256Scalar(seed);
        Assert.That(key.ToString(), Is.EqualTo("did:web:example.com#key-1"));
        Assert.That(scalar.ToString(), Is.EqualTo(DidKey.Format(scalar.PublicKey)));
        foreach (System.Reflection.PropertyInfo property in typeof(SigningKey).GetProperties())
            Assert.That(property.Name, Is.AnyOf("KeyId", "Algorithm", "PublicKey"), "what a serializer would show");
    }

    [Test]
    public void Verifying_and_signing_allocate_a_signature_at_most()
    {
        using SigningKey key = SigningKey.Create();
        byte[] message = new byte[4000], signature = key.Sign(message);
        long primitive = Allocations.Of(() => Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.Verify(signature, 0, key.PublicKey.Array, 0, message, 0, message.Length));
        Assert.That(Allocations.Of(() => key.PublicKey.Verify(message, signature)), Is.LessThanOrEqualTo(primitive));
        byte[] seed = SecretOf(key), made = new byte[64];
        long signing = Allocations.Of(() => Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.Sign(seed, 0, key.PublicKey.Array, 0, message, 0, message.Length, made, 0));
        Assert.That(Allocations.Of(() => key.Sign(message)), Is.LessThanOrEqualTo(signing + Allocations.Times * 88));
    }

    private static byte[] SecretOf(SigningKey key) =>
        (byte[])typeof(SigningKey).GetField("_secret", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.GetValue(key)!;
}
