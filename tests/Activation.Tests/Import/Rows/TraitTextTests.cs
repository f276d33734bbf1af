using Activation.Import.Rows;
using Activation.Profiles;

namespace Activation.Tests.Import.Rows;

public sealed class TraitTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-12.50", -12.5)]
    [InlineData("0.001", 0.001)]
    [InlineData("123456789012345", 123456789012345)]
    public void Parse_Number_GivesTheValue(string text, double value) => TraitText.Parse(TraitType.Number, text).ShouldBe(value);

    [Theory]
    [InlineData("007")]
    [InlineData("1,5")]
    [InlineData("1e5")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1234567890123456")]
    [InlineData("1 000")]
    [InlineData("-")]
    [InlineData("NaN")]
    [InlineData("٣")]
    public void Parse_NotANumber_IsNull(string text) => TraitText.Parse(TraitType.Number, text).ShouldBeNull();

    [Theory]
    [InlineData("2026-11-02T09:30:00Z", "2026-11-02T09:30:00.000")]
    [InlineData("2026-11-02T09:30:00.1239+02:00", "2026-11-02T07:30:00.123")]
    [InlineData("2026-11-02 09:30-05:00", "2026-11-02T14:30:00.000")]
    public void Parse_Timestamp_IsUtcToTheMillisecond(string text, string utc)
    {
        var value = TraitText.Parse(TraitType.Timestamp, text).ShouldBeOfType<DateTime>();

        value.Kind.ShouldBe(DateTimeKind.Utc);
        value.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(utc);
    }

    [Theory]
    [InlineData(TraitType.Timestamp, "2026-11-02T09:30:00")]
    [InlineData(TraitType.Timestamp, "2026-13-02T09:30:00Z")]
    [InlineData(TraitType.Date, "02/11/2026")]
    [InlineData(TraitType.Date, "2026-02-30")]
    [InlineData(TraitType.Boolean, "yes")]
    public void Parse_OtherForms_AreNull(TraitType type, string text) => TraitText.Parse(type, text).ShouldBeNull();

    [Fact]
    public void Parse_DateAndBoolean_GiveValues()
    {
        TraitText.Parse(TraitType.Date, "2026-11-02").ShouldBe(new DateOnly(2026, 11, 2));
        TraitText.Parse(TraitType.Boolean, "TRUE").ShouldBe(true);
        TraitText.Parse(TraitType.Boolean, "false").ShouldBe(false);
    }

    [Theory]
    [InlineData(TraitType.Number, "1", "2.5", "-3")]
    [InlineData(TraitType.Boolean, "true", "False")]
    [InlineData(TraitType.Date, "2026-11-02")]
    [InlineData(TraitType.Timestamp, "2026-11-02T00:00:00Z")]
    [InlineData(TraitType.Number, "NULL", "512.40", "NaN", "#N/A", "-")]
    [InlineData(TraitType.Date, "null", "2026-11-02")]
    [InlineData(TraitType.String, "None", "Gold")]
    [InlineData(TraitType.String, "NULL", "n/a")]
    [InlineData(TraitType.String, "1", "007")]
    [InlineData(TraitType.String, "2026-11-02", "2026-11-02T00:00:00Z")]
    [InlineData(TraitType.String, "true", "1")]
    public void Infer_Values_GiveTheNarrowestCommonType(TraitType expected, params string[] values) => TraitInference.Infer(values).ShouldBe(expected);

    [Fact]
    public void Infer_NoValues_IsUnknown() => TraitInference.Infer([]).ShouldBeNull();
}
