using OpenMemory.Fuzzing;

namespace OpenMemory.Tests;

/// <summary>A failed TryParse leaves nothing behind but default values, and those are safe to use.</summary>
[TestFixture]
public sealed class FailedParseTests
{
    [Test]
    public void A_view_is_empty_after_a_failed_parse()
    {
        byte[] blob = [.. Vectors.Vector1, 0];
        Assert.That(GrainView.TryParse(blob, out GrainView view, out OmsFault fault), Is.False);
        Assert.That(fault.IsFault, Is.True);
        Assert.That(view.Bytes.IsEmpty, Is.True);
        Assert.That(view.Header, Is.EqualTo(default(GrainHeader)));
        Assert.That((view.Count, view.Type, view.TypeName, view.IsSealed), Is.EqualTo((0, GrainType.None, (string?)null, false)));
        Assert.That(view.DeclaredType.IsEmpty, Is.True);
        Assert.That(view.TryGet(Field.Subject, out FieldValue value), Is.False);
        Assert.That((value.Kind, value.Count, value.Offset), Is.EqualTo((OmsValueKind.Null, 0, 0)));
        Assert.That(GrainProbe.Walk(view.GetEnumerator()), Is.Zero);
    }

    [Test]
    public void A_fault_is_none_after_a_parse_that_succeeded()
    {
        Assert.That(GrainView.TryParse(Vectors.Vector1, out _, out OmsFault fault), Is.True);
        Assert.That(fault, Is.EqualTo(default(OmsFault)));
        Assert.That(fault.ToString(), Is.EqualTo("none"));
    }

    [Test]
    public void Other_failed_attempts_leave_default_values()
    {
        Assert.That(ContentAddress.TryParse(new string('A', 64), out ContentAddress address), Is.False);
        Assert.That(address, Is.EqualTo(default(ContentAddress)));
        Assert.That(ContentAddress.TryParse(new byte[64], out address), Is.False);
        Assert.That(address, Is.EqualTo(default(ContentAddress)));
        Assert.That(CasUri.TryParse(CasUri.Prefix + new string('g', 64), out CasUri uri), Is.False);
        Assert.That(uri, Is.EqualTo(default(CasUri)));
        Assert.That(EpochMilliseconds.TryParseIso8601("2026-13-01T00:00:00Z", out EpochMilliseconds time), Is.False);
        Assert.That(time, Is.EqualTo(default(EpochMilliseconds)));
        Assert.That(Field.TryParse("", out Field field), Is.False);
        Assert.That(field.FullName, Is.Empty);
        Assert.That(GrainTypes.TryParse("", out GrainType type, out bool isOld), Is.False);
        Assert.That((type, isOld), Is.EqualTo((GrainType.None, false)));
        Assert.That(OmsErrorCodes.TryParse("none", out OmsErrorCode code), Is.False);
        Assert.That(code, Is.EqualTo(OmsErrorCode.None));
    }

    [Test]
    public void A_missing_field_of_a_sound_grain_is_the_default_value()
    {
        GrainView view = GrainView.Parse(Vectors.Vector1);
        Assert.That(view.TryGet(Field.License, out FieldValue value), Is.False);
        Assert.That(value.Kind, Is.EqualTo(OmsValueKind.Null));
        Assert.That(view.TryGet(Field.GoalState, out value), Is.False, "a field of another type");
        Assert.That(view.TryGet(default(Field), out value), Is.False);
        Assert.That(view.TryGet("zzz"u8, out value), Is.False);
        Assert.That(view.TryGet(""u8, out value), Is.False);
        Assert.That(value.ToValue().IsNull, Is.True);
    }
}
