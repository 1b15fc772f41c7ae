using System.Text.Json;

namespace OpenMemory.Tests;

/// <summary>Times are rounded down to milliseconds, before 1970 as well (OMS-4.8-1).</summary>
[TestFixture]
public sealed class EpochMillisecondsTests
{
    [Test]
    public void Every_row_of_the_vectors_is_read()
    {
        JsonElement[] rows = Vectors.Rows("datetime");
        Assert.That(rows, Has.Length.GreaterThan(20));
        foreach (JsonElement row in rows)
        {
            string iso = row.GetProperty("iso").GetString()!;
            long expected = row.GetProperty("epoch_ms").GetInt64();
            Assert.That(EpochMilliseconds.TryParseIso8601(iso, out EpochMilliseconds time), Is.True, iso);
            Assert.That(time.Value, Is.EqualTo(expected), iso);
            Assert.That(EpochMilliseconds.ParseIso8601(iso), Is.EqualTo(time));
        }
    }

    [TestCase("1969-12-31T23:59:59.99999999999999999999Z", -1L)]
    [TestCase("1969-12-31T23:59:59.00099999999999999999Z", -1000L)]
    [TestCase("1969-12-31T23:59:59.00100000000000000001Z", -999L)]
    [TestCase("1970-01-01T00:00:00.00000000000000000001Z", 0L)]
    [TestCase("2026-01-15T10:00:00.1Z", 1768471200100L)]
    [TestCase("2026-01-15T23:00:00.000999+13:00", 1768471200000L)]
    [TestCase("2026-01-15T10:00:00.123-00:00", 1768471200123L)]
    public void Digits_beyond_the_millisecond_round_down(string iso, long expected) =>
        Assert.That(EpochMilliseconds.ParseIso8601(iso).Value, Is.EqualTo(expected));

    [TestCase("")]
    [TestCase("2026-01-15")]
    [TestCase("2026-01-15T10:00:00")]
    [TestCase("2026-01-15 10:00:00Z")]
    [TestCase("2026-01-15T10:00Z")]
    [TestCase("2026-01-15t10:00:00z")]
    [TestCase("2026-01-15T10:00:00Z\n")]
    [TestCase(" 2026-01-15T10:00:00Z")]
    [TestCase("2026-01-15T10:00:00.Z")]
    [TestCase("2026-01-15T10:00:00,5Z")]
    [TestCase("2026-01-15T10:00:00+0530")]
    [TestCase("2026-02-29T10:00:00Z")]
    [TestCase("2026-13-01T10:00:00Z")]
    [TestCase("2026-01-15T25:00:00Z")]
    [TestCase("\u0662\u0660\u0662\u0666-01-15T10:00:00Z")]
    [TestCase("+12026-01-15T10:00:00Z")]
    public void Anything_else_is_refused(string text)
    {
        Assert.That(EpochMilliseconds.TryParseIso8601(text, out EpochMilliseconds time), Is.False);
        Assert.That(time, Is.EqualTo(default(EpochMilliseconds)));
        Assert.That(Assert.Throws<OmsException>(() => EpochMilliseconds.ParseIso8601(text))!.Code, Is.EqualTo(OmsErrorCode.Schema));
    }

    [Test]
    public void Dates_of_NET_are_rounded_down_whatever_their_offset()
    {
        DateTimeOffset start = DateTimeOffset.UnixEpoch;
        Assert.That(((EpochMilliseconds)start.AddTicks(-1)).Value, Is.EqualTo(-1));
        Assert.That(((EpochMilliseconds)start.AddTicks(9999)).Value, Is.Zero);
        Assert.That(((EpochMilliseconds)start.AddTicks(-10_001)).Value, Is.EqualTo(-2));
        Assert.That(((EpochMilliseconds)new DateTimeOffset(2026, 1, 15, 15, 30, 0, TimeSpan.FromHours(5.5))).Value, Is.EqualTo(1768471200000));
        Assert.That(((EpochMilliseconds)DateTimeOffset.MaxValue).Value, Is.EqualTo(253402300799999));
        Assert.That(((EpochMilliseconds)DateTimeOffset.MinValue).Value, Is.EqualTo(-62135596800000));
    }

    [Test]
    public void A_clock_gives_the_time_now()
    {
        Assert.That(EpochMilliseconds.Now(new Clock(DateTimeOffset.UnixEpoch.AddTicks(-1))).Value, Is.EqualTo(-1));
        Assert.That(EpochMilliseconds.Now().Value, Is.EqualTo(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()).Within(60_000));
    }

    [Test]
    public void Any_64_bit_value_is_a_time()
    {
        Assert.That(new EpochMilliseconds(1768471200000).ToDateTimeOffset(), Is.EqualTo(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EpochMilliseconds(long.MaxValue).ToDateTimeOffset());
        Assert.That(new EpochMilliseconds(long.MinValue).ToString(), Is.EqualTo("-9223372036854775808"));
        EpochMilliseconds[] times = [long.MaxValue, 0, long.MinValue, -1];
        Assert.That(times.Order().Select(static time => time.Value), Is.EqualTo(new[] { long.MinValue, -1, 0, long.MaxValue }));
    }

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
