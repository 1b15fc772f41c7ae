namespace OpenMemory.Store.Conformance;

/// <summary>Names a requirement or ruling that a test proves; <c>docs/store-conformance.md</c> lists them with their tests.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequirementAttribute : PropertyAttribute
{
    /// <summary>Names a requirement.</summary>
    /// <param name="number">Its number, for example <c>OMS-23.2-1</c> or <c>R-36</c>.</param>
    public RequirementAttribute(string number)
        : base("Requirement", number) => Number = number;

    /// <summary>The number.</summary>
    public string Number { get; }
}
