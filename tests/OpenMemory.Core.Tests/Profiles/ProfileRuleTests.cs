namespace OpenMemory.Tests;

/// <summary>The rules of single profiles: one grain that keeps each, one that breaks it, and none without the tag (OMS-A-1).</summary>
[TestFixture]
public sealed class ProfileRuleTests
{
    [Test]
    public void Health_information_needs_a_processing_basis() // OMS-A.1-1, R-41
    {
        Event tagged = new() { Content = "c", CreatedAt = 1, StructuralTags = ["profile:healthcare", "phi:diagnosis"] };
        Event leveled = ProfileSamples.With(DomainProfile.Healthcare, new() { ["hc:loinc"] = "8867-4" }) with { Sensitivity = Sensitivity.Phi };
        foreach (Event health in new[] { tagged, leveled })
        {
            Assert.That(ProfileSamples.Refusal(health), Is.EqualTo((OmsErrorCode.Schema, "OMS-A.1-1", "processing_basis")));
            Assert.DoesNotThrow(() => (health with { ProcessingBasis = "consent" }).ToBlob());
            Assert.DoesNotThrow(() => (health with { ProcessingBasis = FieldGen.Address }).ToBlob());
            Assert.DoesNotThrow(() => (health with { StructuralTags = ["phi:diagnosis"] }).ToBlob());
            ProfileSamples.AssertReadable(health);
        }
        Assert.DoesNotThrow(() => (leveled with { Sensitivity = Sensitivity.Pii }).ToBlob(), "nothing says that it is about health");
        Assert.DoesNotThrow(() => (leveled with { Context = null }).ToBlob(), "a level alone is no health information");
    }

    [TestCase("MIT")]
    [TestCase("mit")]
    [TestCase("Apache-2.0")]
    [TestCase("CC-BY-4.0")]
    [TestCase("cc-by-sa-4.0")]
    [TestCase("CC0-1.0")]
    [TestCase("CC BY 4.0")]
    [TestCase("ODbL-1.0")]
    [TestCase("GPL-3.0-or-later WITH Classpath-exception-2.0")]
    [TestCase("GPL-2.0+")]
    [TestCase("LicenseRef-Clinic OR (MIT AND BSD-3-Clause)")]
    [TestCase("Unlicense")]
    [TestCase("Public Domain")]
    [TestCase("Creative Commons Attribution")]
    [TestCase("CC BY")]
    [TestCase("MIT License")]
    [TestCase("the ISC licence")]
    [TestCase("Fair")]
    [TestCase("LicenseRef-Clinic, ISC")]
    [TestCase("(MIT)")]
    [TestCase("ICU/X11")]
    [TestCase("licensed under the Apache License 2.0")]
    public void Health_information_has_no_open_license(string license) // OMS-A.1-1
    {
        Event health = new() { Content = "c", CreatedAt = 1, ProcessingBasis = "consent", License = license, StructuralTags = ["profile:healthcare", "phi:date"] };
        Assert.That(ProfileSamples.Refusal(health), Is.EqualTo((OmsErrorCode.Schema, "OMS-A.1-1", "license")));
        Assert.DoesNotThrow(() => (health with { StructuralTags = ["profile:healthcare"] }).ToBlob());
        ProfileSamples.AssertReadable(health);
    }

    [TestCase("LicenseRef-Clinic")]
    [TestCase("BUSL-1.1")]
    [TestCase("proprietary")]
    [TestCase("All rights reserved")]
    [TestCase("LicenseRef-MIT-like")]
    [TestCase("Fair use only, hospital internal")]
    [TestCase("ICU internal")]
    [TestCase("internal, ICU staff only")]
    [TestCase("property of the W3C laboratory")]
    [TestCase("Summit")]
    public void Other_licenses_are_the_author_s_business(string license) =>
        Assert.DoesNotThrow(() => new Event { Content = "c", CreatedAt = 1, ProcessingBasis = "consent", License = license, StructuralTags = ["profile:healthcare", "phi:date"] }.ToBlob());

    [Test]
    public void A_hidden_processing_basis_is_there() // OMS-10.4-4
    {
        Event disclosed = new()
        {
            Content = "c", CreatedAt = 1, StructuralTags = ["profile:healthcare", "phi:date"], DisclosureOf = "sha256:" + FieldGen.Address,
            Elided = new() { ["processing_basis"] = "sha256:" + FieldGen.Address },
        };
        Assert.DoesNotThrow(() => disclosed.ToBlob());
    }

    [TestCase("con:ccpa_opted_out")]
    [TestCase("CCPA_opted_out=true")]
    public void Opting_out_of_sale_is_no_processing_basis(string basis) // OMS-A.6-2
    {
        Event consumer = ProfileSamples.With(DomainProfile.Consumer, new() { ["con:ccpa_opted_out"] = true }) with { ProcessingBasis = basis };
        Assert.That(ProfileSamples.Refusal(consumer), Is.EqualTo((OmsErrorCode.Schema, "OMS-A.6-2", "processing_basis")));
        Assert.DoesNotThrow(() => (consumer with { ProcessingBasis = "contract" }).ToBlob());
        Assert.DoesNotThrow(() => (consumer with { StructuralTags = null }).ToBlob());
        ProfileSamples.AssertReadable(consumer);
    }

    [TestCase("profile:healthcare", "OMS-A.1-1")]
    [TestCase("profile:finance", "R-41")]
    [TestCase("profile:consumer", "R-41")]
    public void An_empty_processing_basis_is_not_written(string tag, string rule)
    {
        foreach (string blank in new[] { "", " " })
        {
            Event grain = new() { Content = "c", CreatedAt = 1, StructuralTags = [tag, "phi:ssn"], ProcessingBasis = blank };
            Assert.That(ProfileSamples.Refusal(grain), Is.EqualTo((OmsErrorCode.Schema, rule, "processing_basis")));
            Assert.DoesNotThrow(() => (grain with { StructuralTags = ["phi:ssn"] }).ToBlob());
            ProfileSamples.AssertReadable(grain);
        }
    }

    [TestCase("/repos/{owner}/{repo}", new[] { "owner", "repo" }, null)]
    [TestCase("/repos/{owner}/{repo}", new[] { "repo", "owner", "repo" }, null)]
    [TestCase("/x", null, null)]
    [TestCase("/x", new string[0], null)]
    [TestCase("{a}{b}", new[] { "a", "b" }, null)]
    [TestCase("/repos/{owner}/{repo}", new[] { "owner" }, "int:path_params")]
    [TestCase("/repos/{owner}", new[] { "owner", "repo" }, "int:path_params")]
    [TestCase("/repos/{owner}", new[] { "Owner" }, "int:path_params")]
    [TestCase("/repos/{owner}", null, "int:path_params")]
    [TestCase("/repos/{owner", new[] { "owner" }, "int:http_path")]
    [TestCase("/repos/owner}", new[] { "owner" }, "int:http_path")]
    [TestCase("/repos/{{owner}}", new[] { "owner" }, "int:http_path")]
    [TestCase("/repos/{}", new string[0], "int:http_path")]
    [TestCase("/repos/{", new string[0], "int:http_path")]
    public void Path_and_parameters_name_the_same(string path, string[]? parameters, string? field) // OMS-A.7-1
    {
        OmsMap context = new() { ["int:http_path"] = path };
        if (parameters is not null) context = new(context) { ["int:path_params"] = parameters };
        Event grain = ProfileSamples.With(DomainProfile.Integration, context);
        AssertIntegration(grain, "OMS-A.7-1", field);
    }

    [Test]
    public void A_path_that_is_not_there_has_no_parameters() // OMS-A.7-1
    {
        AssertIntegration(ProfileSamples.With(DomainProfile.Integration, new() { ["int:path_params"] = new[] { "owner" } }), "OMS-A.7-1", "int:path_params");
        AssertIntegration(ProfileSamples.With(DomainProfile.Integration, new() { ["int:path_params"] = OmsValue.FromArray() }), "OMS-A.7-1", null);
    }

    [TestCase(".data.items", null)]
    [TestCase("[.[] | {id, name: .title}]", null)]
    [TestCase(".data.", "int:response_mapping")]
    [TestCase("", "int:response_mapping")]
    [TestCase("$.data[*].id", "int:response_mapping", Description = "JSONPath is another language")]
    public void A_response_mapping_is_jq(string mapping, string? field) => // OMS-A.7-1
        AssertIntegration(ProfileSamples.With(DomainProfile.Integration, new() { ["int:response_mapping"] = mapping }), "OMS-A.7-1", field);

    [Test]
    public void A_connector_at_the_top_level_keeps_the_same_rules() // OMS-A.7-1, OMS-A.7-2, R-42
    {
        Event grain = new() { Content = "x", CreatedAt = 1768471200000, StructuralTags = ["profile:integration"] };
        foreach ((string name, OmsValue value, string rule) in new (string, OmsValue, string)[]
        {
            ("int:response_mapping", "(((", "OMS-A.7-1"), ("int:http_path", "/{id}", "OMS-A.7-1"), ("int:allowed_outbound_hosts", new[] { "*" }, "OMS-A.7-2"),
        })
        {
            Event broken = grain with { Extra = new() { [name] = value } };
            Assert.That(ProfileSamples.Refusal(broken).Rule, Is.EqualTo(rule), name);
            Assert.DoesNotThrow(() => (broken with { StructuralTags = null }).ToBlob());
            ProfileSamples.AssertReadable(broken);
        }
    }

    [TestCase("https://api.example.com", null)]
    [TestCase("*.example.com", null)]
    [TestCase("*", "int:allowed_outbound_hosts")]
    [TestCase("https://*", "int:allowed_outbound_hosts")]
    [TestCase("https://*:443/", "int:allowed_outbound_hosts")]
    [TestCase("*://*:*", "int:allowed_outbound_hosts")]
    [TestCase("*.*", "int:allowed_outbound_hosts")]
    public void A_bare_star_is_no_list_of_hosts(string host, string? field) => // OMS-A.7-2
        AssertIntegration(ProfileSamples.With(DomainProfile.Integration, new() { ["int:allowed_outbound_hosts"] = new[] { "a.example", host } }), "OMS-A.7-2", field);

    private static void AssertIntegration(Event grain, string rule, string? field)
    {
        Trigger trigger = new() { Kind = "manual", Workflow = FieldGen.Address, CreatedAt = 1, StructuralTags = grain.StructuralTags, Config = grain.Context };
        if (field is null)
        {
            Assert.DoesNotThrow(() => grain.ToBlob());
            Assert.DoesNotThrow(() => trigger.ToBlob());
            return;
        }
        Assert.That(ProfileSamples.Refusal(grain).Rule, Is.EqualTo(rule));
        Assert.That(ProfileSamples.Refusal(trigger).Rule, Is.EqualTo(rule));
        Assert.That(ProfileSamples.Refusal(grain).Field, Does.EndWith("." + field));
        Assert.DoesNotThrow(() => (grain with { StructuralTags = null }).ToBlob());
        Assert.DoesNotThrow(() => (trigger with { StructuralTags = null }).ToBlob());
        ProfileSamples.AssertReadable(grain);
        ProfileSamples.AssertReadable(trigger with { Enabled = true });
    }
}
