using System.Security.Cryptography;

namespace OpenMemory.Disclosure.Tests;

/// <summary>What the hash of a hidden value gives away (§10: hashes are unsalted).</summary>
[TestFixture]
public sealed class ElisionRiskTests
{
    [TestCase("user_id", "alice-123", GuessRisk.High)]
    [TestCase("user_id", "customer-2184", GuessRisk.High)]
    [TestCase("object", "INV-5306", GuessRisk.High)]
    [TestCase("object", "+351 912 345 678", GuessRisk.High)]
    [TestCase("object", "912345678", GuessRisk.High)]
    [TestCase("object", "4111111111111111", GuessRisk.High)]
    [TestCase("object", "mariana.duarte@example.com", GuessRisk.High)]
    [TestCase("object", "Mariana Duarte", GuessRisk.High)]
    [TestCase("object", "Maria Francisca Antonieta Vasconcelos", GuessRisk.High)]
    [TestCase("object", "1980-03-10", GuessRisk.High)]
    [TestCase("object", "1980-03-10T12:30:00Z", GuessRisk.High)]
    [TestCase("object", "", GuessRisk.High)]
    [TestCase("object", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", GuessRisk.High)]
    [TestCase("object", "1212121212121212121212121212121212121212", GuessRisk.High)]
    [TestCase("namespace", "support:billing", GuessRisk.High)]
    [TestCase("recall_priority", "hot", GuessRisk.High)]
    [TestCase("author_did", "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", GuessRisk.Elevated)]
    [TestCase("user_id", "0b8e2b46-90cf-4a10-b4ab-5c02a87a8a8b", GuessRisk.Low)]
    [TestCase("object", "a3f1c29be07d5846133fb08e92d7c5a46e1b0f38d92c74a5be016378fc24d95e", GuessRisk.Elevated)] // it may be the hash of an e-mail address
    [TestCase("object", "kX9vQ2mZ7tR4bL8pW3nY6cH1sJ5dF0gA", GuessRisk.Low)]
    public void A_text_is_as_easy_to_guess_as_it_looks(string field, string text, GuessRisk risk)
    {
        ElisionRisk estimate = Of(field, text);
        Assert.That(estimate.Risk, Is.EqualTo(risk), $"{estimate.GuessBits:F1} bits: {estimate.Reason}");
        if (text.Length > 3) Assert.That(estimate.Reason, Does.Not.Contain(text));
    }

    /// <summary>Personal data of every kind: as text, as bytes and in Base64 it may be guessed.</summary>
    [TestCase("customer Dana Whitfield called about invoice INV-5306 and was very angry")]
    [TestCase("123 Main Street, Apt 4B, Springfield, Illinois 62704, United States of America")]
    [TestCase("MT84MALT011000012345MTLCAST001S")]
    [TestCase("DE89 3704 0044 0532 0130 00")]
    [TestCase("2001:0db8:85a3:0000:0000:8a2e:0370:7334")]
    [TestCase("00:1b:44:11:3a:b7")]
    [TestCase("2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d")]
    [TestCase("cfbff0d1-9375-5685-968c-48ce8b15ae17")]
    [TestCase("0151 2345678, 0171 9876543, 030 1234567")]
    [TestCase("+49 151 2345678 / +49 171 9876543 / +49 30 1234567")]
    [TestCase("Dana Whitfield <dana.whitfield@example.com>")]
    [TestCase("dana.whitfield at example.com")]
    [TestCase("@dana@mastodon.social")]
    [TestCase("https://shop.example.com/customers/4711/invoices/5306?token=9")]
    [TestCase("https://maps.example.com/?q=52.520008,13.404954&z=17")]
    [TestCase("https://x.com/dana_w1990/status/1234567890123456789")]
    [TestCase("Maria del Carmen Fernandez Lopez de la Cruz y Garcia de Leon")]
    [TestCase("Dr. med. Dana Whitfield, geb. 17.05.1990 in Berlin, wohnhaft Hauptstr. 12, 10115 Berlin")]
    [TestCase("CN=Dana Whitfield,OU=Sales,O=Example GmbH,L=Berlin,C=DE,serialNumber=12345678")]
    [TestCase("urn:customer:de:0004711:contract:2026-000123:2026-01-01")]
    [TestCase("1HGCM82633A004352")]
    [TestCase("B-AB 1234")]
    [TestCase("jdoe42")]
    public void Personal_data_is_never_low(string text)
    {
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text);
        foreach (OmsValue value in (OmsValue[])[text, utf8, Convert.ToBase64String(utf8), (OmsValue)(string[])[text, "Dana Whitfield"]])
        {
            ElisionRisk estimate = Of("object", value);
            Assert.That(estimate.Risk, Is.Not.EqualTo(GuessRisk.Low), $"{value.Kind}, {estimate.GuessBits:F1} bits: {estimate.Reason}");
        }
    }

    [Test]
    public void Many_easy_members_are_not_hard_because_they_are_one_persons()
    {
        OmsMap person = new([new("name", "Dana Whitfield"), new("email", "dana@example.com"), new("phone", "+49 151 2345678"), new("born", "1990-05-17")]);
        Assert.That(Of("context", person).Risk, Is.Not.EqualTo(GuessRisk.Low));
        Assert.That(Of("context", new OmsMap([new("name", "Dana"), new("salt", "kX9vQ2mZ7tR4bL8pW3nY6cH1sJ5dF0gA")])).Risk, Is.EqualTo(GuessRisk.Low), "one member is random");
    }

    private static IEnumerable<TestCaseData> Others()
    {
        yield return new((OmsValue)(true), 1.0, 1.0);
        yield return new((OmsValue)(3), 1.0, 4.0);
        yield return new((OmsValue)(-70000), 16.0, 18.0);
        yield return new((OmsValue)(1768471200000), 34.0, 36.0);
        yield return new((OmsValue)(0.95), 4.0, 9.0);
        yield return new((OmsValue)(0.123456789), 25.0, 30.0);
        yield return new((OmsValue)(Math.PI), 40.0, 53.0);
        yield return new((OmsValue)(string[])["vip", "vip", "vip"], 0.1, 14.0);
        yield return new((OmsValue)(new OmsMap([new("yes", true), new("n", 2)])), 2.0, 5.0);
        yield return new((OmsValue)(RandomNumberGenerator.GetBytes(32)), 120.0, 256.0);
        yield return new((OmsValue)(new byte[64]), 0.0, 16.0);
    }

    [TestCaseSource(nameof(Others))]
    public void Other_values_are_counted(OmsValue value, double least, double most) => Assert.That(Of("object", value).GuessBits, Is.InRange(least, most));

    [Test]
    public void A_longer_random_text_never_has_more_risk()
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        Random random = new(9);
        for (int series = 0; series < 50; series++)
        {
            double before = 0;
            foreach (int length in (int[])[4, 12, 24, 48, 96])
            {
                double bits = Enumerable.Range(0, 8).Average(_ => Of("object", new string(random.GetItems<char>(Letters, length))).GuessBits);
                Assert.That(bits, Is.GreaterThanOrEqualTo(before), $"{length} letters");
                before = bits;
            }
            Assert.That(before, Is.GreaterThan(200));
        }
    }

    [Test]
    public void Random_identifiers_are_low_whatever_they_happen_to_be()
    {
        for (int i = 0; i < 2000; i++)
        {
            Assert.That(Of("user_id", Guid.NewGuid().ToString()).Risk, Is.EqualTo(GuessRisk.Low));
            Assert.That(Of("object", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))).Risk, Is.EqualTo(GuessRisk.Low));
        }
    }

    /// <summary>What is as long as a hash may be one of an e-mail address: nobody can tell it from a random key.</summary>
    [TestCase(20)]
    [TestCase(32)]
    [TestCase(48)]
    [TestCase(64)]
    public void What_may_be_a_hash_of_something_easy_is_never_low(int length)
    {
        byte[] digest = SHA512.HashData("dana@example.com"u8)[..length];
        Assert.That(Of("object", Convert.ToHexStringLower(digest)).Risk, Is.EqualTo(GuessRisk.Elevated));
        Assert.That(Of("object", digest).Risk, Is.EqualTo(GuessRisk.Elevated));
    }

    [Test]
    public void Digits_count_three_bits_each_and_never_less_when_there_are_more()
    {
        double before = 0;
        string digits = new(new Random(7).GetItems<char>("0123456789", 40));
        foreach (int length in (int[])[1, 2, 4, 6, 8, 10, 12, 30, 40]) // numbers of 13 to 19 digits may be those of cards
        {
            double bits = Of("object", digits[..length]).GuessBits;
            Assert.That(bits, Is.AtLeast(before).And.AtMost((3.4 * length) + 0.1));
            before = bits;
        }
    }

    /// <summary>A law: no value has more bits than it has bits in its encoding, and the thresholds decide.</summary>
    [Test]
    public void Bits_never_exceed_eight_for_each_encoded_byte()
    {
        int values = 0;
        foreach (VectorBlob vector in Vectors.Blobs.Where(static blob => (blob.Bytes[1] & 6) == 0))
        {
            GrainBlob grain = GrainBlob.Parse(vector.Bytes, vector.Options);
            foreach (FieldEntry entry in grain.View())
            {
                ElisionRisk risk = ElisionRisk.Estimate(FieldNames.Of(entry), entry.Value);
                Assert.That(risk.GuessBits, Is.InRange(0, 8.0 * entry.Value.Encoded.Length), vector.Name);
                Assert.That(risk.Risk == GuessRisk.High, Is.EqualTo(risk.GuessBits < ElisionRisk.HighBelow), vector.Name);
                if (risk.Risk == GuessRisk.Low) Assert.That(risk.GuessBits, Is.AtLeast(ElisionRisk.ElevatedBelow));
                values++;
            }
        }
        Assert.That(values, Is.GreaterThan(1000));
    }

    [Test]
    public void The_fields_of_a_grain_are_estimated_in_the_order_of_their_names()
    {
        GrainBlob grain = new Fact { Subject = "anna", Relation = "is", Object = "x", Confidence = 1, CreatedAt = 1768471200000, UserId = "anna-1" }.ToBlob();
        Assert.That(ElisionRisk.Estimate(grain, ["user_id", "namespace", "subject"]).Select(static risk => risk.Field), Is.EqualTo((string[])["user_id", "subject"]));
        Assert.That(ElisionRisk.Estimate(Elision.Elide(grain, ["user_id"]), ["user_id"]), Is.Empty, "the value is not there");
    }

    private static ElisionRisk Of(string field, OmsValue value)
    {
        Grain grain = Grain.Restore(new OmsMap([new("v", value)]), (GrainType)0xf0);
        ElisionRisk risk = default;
        foreach (FieldEntry entry in grain.ToBlob().View())
        {
            if (entry.Key.SequenceEqual("v"u8)) risk = ElisionRisk.Estimate(field, entry.Value);
        }
        return risk;
    }
}
