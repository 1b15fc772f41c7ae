namespace OpenMemory;

/// <summary>Kind, listed values and range of a registered profile field .</summary>
internal static class ProfileValues
{
    internal static void Check(ProfileField field, in OmsValue value, string path, ProfileReport report)
    {
        if (!Fits(field.Kind, value)) report("R-27", "A value has the wrong kind", path);
        else if (field.Values.Count > 0 && !field.IsOpen && !field.Values.Contains(value.AsText()))
            report("R-27", "The value is not one of those that the specification lists", path);
        else if (field.Kind == ProfileFieldKind.Number && (value.AsDouble() < field.Minimum || value.AsDouble() > field.Maximum))
            report("R-27", "A number is out of range", path, OmsErrorCode.Range);
    }

    private static bool Fits(ProfileFieldKind kind, in OmsValue value) => kind switch
    {
        ProfileFieldKind.Text => value.Kind == OmsValueKind.Text,
        ProfileFieldKind.TextArray => value.Kind == OmsValueKind.Array && value.AsArray().All(static element => element.Kind == OmsValueKind.Text),
        // Context is free-form, where a number keeps the author's kind (OMS-4.3-6): a whole float would stay a float.
        ProfileFieldKind.Integer or ProfileFieldKind.EpochMs => value.Kind == OmsValueKind.Integer && !value.IsUnsigned,
        ProfileFieldKind.Number => value.Kind is OmsValueKind.Integer or OmsValueKind.Float,
        ProfileFieldKind.Boolean => value.Kind == OmsValueKind.Boolean,
        _ => value.Kind == OmsValueKind.Map,
    };
}
