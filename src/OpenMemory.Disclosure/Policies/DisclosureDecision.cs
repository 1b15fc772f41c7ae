namespace OpenMemory.Disclosure;

/// <summary>What a policy decides for one grain. Immutable.</summary>
public sealed class DisclosureDecision
{
    internal DisclosureDecision(DisclosureAction action, IReadOnlyList<string> fields, IReadOnlyList<DisclosureReason> reasons) =>
        (Action, Fields, Reasons) = (action, fields, reasons);

    /// <summary>What is done.</summary>
    public DisclosureAction Action { get; }

    /// <summary>
    /// The full names of the grain's fields that are hidden; the key of a field that the type does not know. Fields that the grain hid
    /// already are not among them. Empty unless <see cref="Action"/> is <see cref="DisclosureAction.Disclose"/>.
    /// </summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>Why: one reason for each hidden field, and every reason for withholding.</summary>
    public IReadOnlyList<DisclosureReason> Reasons { get; }

    internal static DisclosureDecision Withhold(params IReadOnlyList<DisclosureReason> reasons) => new(DisclosureAction.Withhold, [], reasons);

    internal static DisclosureDecision Withhold(string rule, string message) => Withhold(new DisclosureReason(DisclosurePolicy.NoRule, rule, message));
}
