using Activation.Import.Rows;

namespace Activation.Tests.Import.Rows;

public sealed class SpreadsheetCellTests
{
    [Theory]
    [InlineData("=\"00123\"", "00123")]
    [InlineData("=\" 00123 \"", "00123")]
    [InlineData("=\"\"", "")]
    [InlineData("=\"a\"&\"b\"", "=\"a\"&\"b\"")]
    [InlineData("=A1", "=A1")]
    [InlineData("\"quoted\"", "\"quoted\"")]
    [InlineData("=\"", "=\"")]
    [InlineData("", "")]
    public void Text_OfACell_IsWhatASpreadsheetShows(string cell, string text) => SpreadsheetCell.Text(cell).ToString().ShouldBe(text);

    [Theory]
    [InlineData("=1+1")]
    [InlineData("=HYPERLINK(\"http://x.example\",\"Ada\")")]
    [InlineData("=A1")]
    [InlineData("@SUM(1+9)")]
    [InlineData("-HYPERLINK(A1)")]
    [InlineData("+cmd|' /C calc'!A0")]
    public void IsFormula_OfAFormula_IsTrue(string cell) => SpreadsheetCell.IsFormula(cell).ShouldBeTrue();

    [Theory]
    [InlineData("-12.5")]
    [InlineData("+44 (0)7911 123456")]
    [InlineData("@handle")]
    [InlineData("-")]
    [InlineData("=")]
    [InlineData("a=b")]
    [InlineData("+1 (650) 555-1212")]
    [InlineData("-blue (dark)")]
    [InlineData("")]
    public void IsFormula_OfAValue_IsFalse(string cell) => SpreadsheetCell.IsFormula(cell).ShouldBeFalse();
}
