namespace OpenMemory;

/// <summary>One thing that a domain profile objects to.</summary>
/// <param name="Rule">The requirement or ruling, for example <c>OMS-A.2-1</c>.</param>
/// <param name="Severity">Whether it forbids the purpose or advises against it.</param>
/// <param name="Field">The field or path, for example <c>context.hc:patient_id</c>.</param>
/// <param name="Message">What is wrong, for a person. Never holds a value of the grain.</param>
public readonly record struct ProfileFinding(string Rule, ProfileSeverity Severity, string Field, string Message);
