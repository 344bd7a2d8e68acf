// What one change of a compiled file can be: small ones that a person would make by mistake.
import ts from 'typescript';

/**
 * @typedef {object} Mutant
 * @property {number} start where in the text, in UTF-16 code units
 * @property {number} end
 * @property {string} with what stands there instead
 * @property {string} kind which mistake it is: `off by one`
 */

const swaps = new Map([
  [ts.SyntaxKind.LessThanToken, ['<=', 'off by one']],
  [ts.SyntaxKind.LessThanEqualsToken, ['<', 'off by one']],
  [ts.SyntaxKind.GreaterThanToken, ['>=', 'off by one']],
  [ts.SyntaxKind.GreaterThanEqualsToken, ['>', 'off by one']],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, ['!==', 'comparison']],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, ['===', 'comparison']],
  [ts.SyntaxKind.AmpersandAmpersandToken, ['||', 'and, or']],
  [ts.SyntaxKind.BarBarToken, ['&&', 'and, or']],
  [ts.SyntaxKind.PlusToken, ['-', 'arithmetic']],
  [ts.SyntaxKind.MinusToken, ['+', 'arithmetic']],
  [ts.SyntaxKind.AsteriskToken, ['/', 'arithmetic']],
]);

/** Text that is no value of the program: the path of an import, the name of a property. */
function isNoValue(node) {
  const { parent } = node;
  const isPath =
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    (ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword);
  return isPath || (ts.isPropertyAssignment(parent) && parent.name === node);
}

/** The changes at one node. */
function* at(node, text) {
  const of = (kind, replaced, by) => ({
    start: replaced.getStart(),
    end: replaced.getEnd(),
    with: by,
    kind,
  });
  if (ts.isBinaryExpression(node)) {
    const swap = swaps.get(node.operatorToken.kind);
    const isText = [node.left, node.right].some(
      (side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side),
    );
    // A difference of texts is no number: no program goes on with it.
    if (swap !== undefined && !isText) yield of(swap[1], node.operatorToken, swap[0]);
  } else if (ts.isNumericLiteral(node)) yield of('off by one', node, String(Number(node.text) + 1));
  else if (node.kind === ts.SyntaxKind.TrueKeyword) yield of('switch', node, 'false');
  else if (node.kind === ts.SyntaxKind.FalseKeyword) yield of('switch', node, 'true');
  else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    yield of('comparison', node, `(${text.slice(node.operand.getStart(), node.operand.getEnd())})`);
  else if (ts.isAwaitExpression(node))
    yield of(
      'await',
      node,
      `(${text.slice(node.expression.getStart(), node.expression.getEnd())})`,
    );
  else if (ts.isIfStatement(node)) {
    yield of('condition', node.expression, 'true');
    yield of('condition', node.expression, 'false');
  } else if (ts.isExpressionStatement(node) && !ts.isStringLiteral(node.expression))
    yield of('statement', node, ';');
  else if (ts.isStringLiteral(node) && node.text !== '' && !isNoValue(node))
    yield of('text', node, "''");
}

/**
 * All the changes that a compiled file could have.
 * @returns {Mutant[]} in the order of the text
 */
export function mutantsOf(text) {
  const file = ts.createSourceFile('file.js', text, ts.ScriptTarget.ESNext, true);
  const found = [];
  const visit = (node) => {
    found.push(...at(node, text));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
