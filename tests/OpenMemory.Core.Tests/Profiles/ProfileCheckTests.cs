namespace OpenMemory.Tests;

/// <summary>Rules for keeping, giving away, selling and erasing, as findings (OMS-A.1-2 … OMS-A.8-4).</summary>
[TestFixture]
public sealed class ProfileCheckTests
{
    private static readonly Event s_plain = new() { Content = "c", CreatedAt = 1 };

    [Test]
    public void A_grain_without_a_profile_has_nothing_against_it()
    {
        Event bare = s_plain with { UserId = "u", Sensitivity = Sensitivity.Phi, Context = new() { ["legal:privilege"] = "work_product", ["hc:patient_id"] = "Anna Smith", ["con:ccpa_opted_out"] = true } };
        foreach (ProfilePurpose purpose in Enum.GetValues<ProfilePurpose>())
        {
            Assert.That(ProfileCheck.Examine(bare, purpose), Is.Empty);
            Assert.That(ProfileCheck.Examine(new CustomGrain(0xf0), purpose), Is.Empty);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => ProfileCheck.Examine(bare, (ProfilePurpose)9));
    }

    [TestCase("attorney_client", null, true)]
    [TestCase("work_product", "locked", true)]
    [TestCase("work_product", "hold", false)]
    [TestCase("none", null, false)]
    [TestCase(null, null, false)]
    public void Privileged_grains_leave_under_hold_only(string? privilege, string? mode, bool found) // OMS-A.2-1
    {
        Event legal = s_plain.With(new LegalProfile { Privilege = privilege }) with { InvalidationPolicy = mode is null ? null : new() { Mode = mode } };
        foreach (ProfilePurpose purpose in new[] { ProfilePurpose.Export, ProfilePurpose.Sale })
            AssertFinding(legal, purpose, found ? ("OMS-A.2-1", ProfileSeverity.Must, "invalidation_policy.mode") : null);
        AssertFinding(legal, ProfilePurpose.Store, null);
    }

    [TestCase("hold", true)]
    [TestCase("locked", false)]
    public void Held_grains_are_not_erased_automatically(string mode, bool found) => // OMS-A.2-1
        AssertFinding(s_plain.With(new LegalProfile()) with { InvalidationPolicy = new() { Mode = mode } }, ProfilePurpose.AutomaticErasure,
            found ? ("OMS-A.2-1", ProfileSeverity.Must, "invalidation_policy.mode") : null);

    [TestCase("profile:finance", "OMS-A.3-1")]
    [TestCase("profile:consumer", "OMS-A.6-1")]
    public void What_is_about_a_person_leaves_with_a_processing_basis_only(string tag, string rule)
    {
        Event grain = s_plain with { StructuralTags = [tag] };
        Event[] personal = [grain with { UserId = "u" }, grain with { StructuralTags = [tag, "pii:email"] }, grain with { Sensitivity = Sensitivity.Pii }];
        AssertFinding(grain, ProfilePurpose.Export, null);
        foreach (Event about in personal)
        {
            AssertFinding(about, ProfilePurpose.Export, (rule, ProfileSeverity.Must, "processing_basis"));
            AssertFinding(about, ProfilePurpose.Store, null);
            AssertFinding(about with { ProcessingBasis = "contract" }, ProfilePurpose.Export, null);
        }
    }

    [TestCase(true, true)]
    [TestCase(false, false)]
    [TestCase(null, false)]
    public void Whoever_opted_out_is_not_sold(bool? optedOut, bool found) // OMS-A.6-1
    {
        Event grain = s_plain.With(new ConsumerProfile { CcpaOptedOut = optedOut });
        AssertFinding(grain, ProfilePurpose.Sale, found ? ("OMS-A.6-1", ProfileSeverity.Must, "context.con:ccpa_opted_out") : null);
        AssertFinding(grain, ProfilePurpose.Export, null);
    }

    [TestCase("profile:finance", "", "OMS-A.3-1")]
    [TestCase("profile:finance", " ", "OMS-A.3-1")]
    [TestCase("profile:finance", "con:ccpa_opted_out", "OMS-A.3-1")]
    [TestCase("profile:consumer", "", "OMS-A.6-1")]
    [TestCase("profile:healthcare", "", "OMS-A.1-1")]
    [TestCase("profile:healthcare", "con:ccpa_opted_out", "OMS-A.1-1")]
    public void A_processing_basis_that_is_none_lets_nothing_leave(string tag, string basis, string rule)
    {
        Event grain = s_plain with { StructuralTags = [tag, "phi:ssn"], ProcessingBasis = basis };
        foreach (ProfilePurpose purpose in new[] { ProfilePurpose.Export, ProfilePurpose.Sale })
            AssertFinding(grain, purpose, (rule, ProfileSeverity.Must, "processing_basis"));
    }

    [Test]
    public void A_processing_basis_that_is_no_text_is_none()
    {
        OmsMap fields = new((s_plain with { StructuralTags = ["profile:finance", "pii:ssn"] }).ToFields()) { ["processing_basis"] = new[] { "contract" } };
        Assert.That(ProfileCheck.Examine(Grain.Restore(fields), ProfilePurpose.Export).Select(static finding => finding.Rule), Is.EqualTo(new[] { "OMS-A.3-1" }));
    }

    [Test]
    public void Opting_out_is_no_basis_for_giving_away_either() // OMS-A.6-2
    {
        Event grain = s_plain with { StructuralTags = ["profile:consumer", "pii:email"], ProcessingBasis = "con:ccpa_opted_out" };
        foreach (ProfilePurpose purpose in new[] { ProfilePurpose.Export, ProfilePurpose.Sale })
        {
            Assert.That(ProfileCheck.Examine(grain, purpose).Select(static finding => (finding.Rule, finding.Severity, finding.Field)),
                Is.EqualTo(new[] { ("OMS-A.6-2", ProfileSeverity.Must, "processing_basis"), ("OMS-A.6-1", ProfileSeverity.Must, "processing_basis") }));
        }
        AssertFinding(grain with { StructuralTags = ["profile:consumer"] }, ProfilePurpose.Export, ("OMS-A.6-2", ProfileSeverity.Must, "processing_basis"));
    }

    [Test]
    public void Health_information_leaves_under_the_rules_that_bind_its_author() // OMS-A.1-1
    {
        Event health = s_plain with { StructuralTags = ["profile:healthcare", "phi:mrn"] };
        Grain received = Grain.Read(Grain.Restore(health.ToFields(), sensitivity: Sensitivity.Phi).ToBlob().Span);
        foreach (ProfilePurpose purpose in new[] { ProfilePurpose.Export, ProfilePurpose.Sale })
        {
            Assert.That(ProfileCheck.Examine(received, purpose), Is.EqualTo(ProfileCheck.Examine(health, purpose)));
            AssertFinding(health, purpose, ("OMS-A.1-1", ProfileSeverity.Must, "processing_basis"));
            AssertFinding(health with { ProcessingBasis = "consent", License = "MIT" }, purpose, ("OMS-A.1-1", ProfileSeverity.Must, "license"));
            AssertFinding(health with { ProcessingBasis = FieldGen.Address }, purpose, null);
        }
    }

    private static IEnumerable<OmsValue> NotFalse => ["true", "false", 0, 1, true, 0.0, OmsValue.FromArray(), OmsMap.Empty];

    [TestCaseSource(nameof(NotFalse))]
    public void What_is_not_plainly_false_counts_as_opted_out(OmsValue value) // OMS-A.6-1
    {
        Event grain = s_plain with { StructuralTags = ["profile:consumer"] };
        OmsMap answer = new() { ["con:ccpa_opted_out"] = value }, no = new() { ["con:ccpa_opted_out"] = false };
        AssertFinding(grain with { Context = answer }, ProfilePurpose.Sale, ("OMS-A.6-1", ProfileSeverity.Must, "context.con:ccpa_opted_out"));
        AssertFinding(grain with { Extra = answer }, ProfilePurpose.Sale, ("OMS-A.6-1", ProfileSeverity.Must, "con:ccpa_opted_out"));
        AssertFinding(grain with { Context = no, Extra = answer }, ProfilePurpose.Sale, ("OMS-A.6-1", ProfileSeverity.Must, "con:ccpa_opted_out"));
        AssertFinding(grain with { Context = no, Extra = no }, ProfilePurpose.Sale, null);
    }

    [Test]
    public void An_opt_out_that_cannot_be_seen_may_have_been_given() // OMS-A.6-1
    {
        Event grain = s_plain with
        {
            StructuralTags = ["profile:consumer"], DisclosureOf = "sha256:" + FieldGen.Address, Elided = new() { ["context"] = "sha256:" + FieldGen.Address },
        };
        AssertFinding(grain, ProfilePurpose.Sale, ("OMS-A.6-1", ProfileSeverity.Must, "context"));
        AssertFinding(grain, ProfilePurpose.Export, null);
        AssertFinding(grain with { StructuralTags = ["profile:finance"] }, ProfilePurpose.Sale, null);
    }

    [TestCase("anna@example.com", true)]
    [TestCase("123-45-6789", true)]
    [TestCase("+49 30 1234567", true)]
    [TestCase("Anna Smith", true)]
    [TestCase("Müller, Jürgen", true)]
    [TestCase("patient-4711", false)]
    [TestCase("Patient-Alpha", false)]
    [TestCase("7f3c2a", false)]
    [TestCase("did:key:z6MkhaXgBZDvotDkL5257", false)]
    public void A_patient_is_named_directly_only_where_the_grain_is_sealed(string id, bool found) // OMS-A.1-2
    {
        Event grain = s_plain.With(new HealthcareProfile { PatientId = id, Deidentification = "safe_harbor" });
        foreach (ProfilePurpose purpose in new[] { ProfilePurpose.Store, ProfilePurpose.Export, ProfilePurpose.Sale })
        {
            AssertFinding(grain, purpose, found ? ("OMS-A.1-2", ProfileSeverity.Must, "context.hc:patient_id") : null);
            Assert.That(ProfileCheck.Examine(grain, purpose, isEncrypted: true), Is.Empty);
        }
    }

    [Test]
    public void Recommendations_are_findings_of_less_weight()
    {
        Event health = s_plain.With(new HealthcareProfile { Loinc = "1" });
        AssertFinding(health, ProfilePurpose.Store, ("OMS-A.1-3", ProfileSeverity.Should, "structural_tags"));
        AssertFinding(health with { StructuralTags = ["profile:healthcare", "phi:mrn"], ProcessingBasis = "consent" }, ProfilePurpose.Store, null);
        AssertFinding(health.With(new HealthcareProfile { ConsentRef = "sha256:" + FieldGen.Address, Deidentification = "safe_harbor" }), ProfilePurpose.Store, ("R-25", ProfileSeverity.Should, "context.hc:consent_ref"));
        AssertFinding(s_plain.With(new IntegrationProfile { Connector = "c" }), ProfilePurpose.Store, ("OMS-A.7-3", ProfileSeverity.Should, "context.int:auth_type"));
        AssertFinding(s_plain.With(new IntegrationProfile { Connector = "c", AuthType = "mtls", RateLimit = -1 }), ProfilePurpose.Store, null);
        AssertFinding(s_plain.With(new MailProfile { From = "anna@example.com" }), ProfilePurpose.Store, ("OMS-A.8-4", ProfileSeverity.Should, "subject"));
        AssertFinding(s_plain.With(new MailProfile { From = "anna@example.com" }) with { Subject = "anna@example.com" }, ProfilePurpose.Store, null);
        AssertFinding(s_plain with { StructuralTags = ["profile:science"], Extra = new() { ["sci:doi"] = "d" } }, ProfilePurpose.Store, ("R-42", ProfileSeverity.Should, "sci:doi"));
    }

    [Test]
    public void All_that_writing_would_refuse_is_found_at_once_in_a_grain_that_was_read()
    {
        Event broken = s_plain with
        {
            StructuralTags = ["profile:integration", "profile:healthcare", "phi:date"], License = "MIT",
            Context = new() { ["int:http_path"] = "/{a}", ["int:response_mapping"] = "[", ["int:read_only"] = 1, ["int:connector"] = "c", ["int:auth_type"] = "none", ["mail:to"] = "x" },
        };
        Grain read = Grain.Read(Grain.Restore(broken.ToFields(), sensitivity: Sensitivity.Phi).ToBlob().Span);
        Assert.That(ProfileCheck.Examine(read, ProfilePurpose.Store).Select(static finding => (finding.Rule, finding.Severity, finding.Field)), Is.EquivalentTo(new[]
        {
            ("OMS-A.8-1", ProfileSeverity.Must, "structural_tags"),
            ("OMS-A.1-1", ProfileSeverity.Must, "processing_basis"),
            ("OMS-A.1-1", ProfileSeverity.Must, "license"),
            ("OMS-A.7-1", ProfileSeverity.Must, "context.int:path_params"),
            ("OMS-A.7-1", ProfileSeverity.Must, "context.int:response_mapping"),
            ("R-27", ProfileSeverity.Must, "context.int:read_only"),
        }));
    }

    [Test]
    public void No_message_tells_a_value() // privacy
    {
        const string secret = "Zebedee Quux";
        foreach (DomainProfile profile in DomainProfile.All)
        {
            Event grain = ProfileSamples.With(profile, new(profile.Fields.ToDictionary(static field => field.Name, static _ => (OmsValue)secret))) with { UserId = secret };
            foreach (ProfilePurpose purpose in Enum.GetValues<ProfilePurpose>())
            {
                foreach (ProfileFinding finding in ProfileCheck.Examine(grain, purpose))
                    Assert.That(finding.ToString(), Does.Not.Contain("Zebedee").And.Not.Contain("Quux"));
            }
        }
    }

    [Test]
    public void Values_of_any_kind_are_examined_without_a_throw()
    {
        OmsValue[] kinds = [true, -1, ulong.MaxValue, double.MaxValue, "x", new byte[] { 1 }, new OmsValue[] { OmsValue.Null, 1, "*" }, new OmsMap { ["x"] = 1 }];
        string[] fields = ["structural_tags", "context", "config", "_elided", "processing_basis", "license", "invalidation_policy", "subject", "user_id", "parent_message_id"];
        foreach (OmsValue value in kinds)
        {
            OmsMap context = new(DomainProfile.All.SelectMany(static profile => profile.Fields).Select(field => KeyValuePair.Create(field.Name, value)));
            OmsMap all = new() { ["type"] = "trigger", ["structural_tags"] = OmsValue.FromTexts(DomainProfile.All.Select(static profile => profile.Tag)), ["context"] = context, ["config"] = context };
            IEnumerable<OmsMap> grains = fields.Select(field => new OmsMap(all) { [field] = value }).Append(new(all.Concat(context)));
            foreach (ProfilePurpose purpose in Enum.GetValues<ProfilePurpose>())
            {
                foreach (OmsMap grain in grains) Assert.DoesNotThrow(() => ProfileCheck.Examine(Grain.Restore(grain), purpose));
            }
        }
    }

    [Test]
    public void Every_vector_is_examined_without_a_throw()
    {
        foreach (VectorBlob vector in Vectors.Blobs)
        {
            Grain grain = Grain.Read(vector.Bytes, vector.Options);
            foreach (ProfilePurpose purpose in Enum.GetValues<ProfilePurpose>()) Assert.DoesNotThrow(() => ProfileCheck.Examine(grain, purpose), vector.Name);
        }
    }

    private static void AssertFinding(Event grain, ProfilePurpose purpose, (string Rule, ProfileSeverity Severity, string Field)? expected)
    {
        (string, ProfileSeverity, string)[] wanted = expected is { } one ? [one] : [];
        Assert.That(ProfileCheck.Examine(grain, purpose).Select(static finding => (finding.Rule, finding.Severity, finding.Field)), Is.EqualTo(wanted));
    }
}
