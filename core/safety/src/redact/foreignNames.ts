/**
 * What a password, a secret or a key is called in the languages that people write their settings in, in
 * lower case, words run together. Endings, like the English ones.
 */
export const foreignPasswords = [
  ...['passwort', 'kennwort', 'losungswort', 'zugangscode', 'geheimnis'],
  ...['motdepasse', 'mdp', 'phrasesecrete', 'codesecret'],
  ...['contraseña', 'contrasena', 'clavesecreta', 'secreto', 'contrasenya'],
  ...['senha', 'palavrapasse', 'segredo', 'paroladordine', 'parolachiave', 'parola', 'parolă'],
  ...['wachtwoord', 'wachtwoordzin', 'lösenord', 'losenord', 'passord', 'adgangskode', 'kodeord'],
  ...['salasana', 'parool', 'lykilorð', 'hasło', 'haslo', 'heslo', 'jelszó', 'jelszo', 'geslo'],
  ...['lozinka', 'zaporka', 'şifre', 'sifre', 'parolası', 'slaptažodis', 'slaptazodis', 'matkhau'],
  ...['пароль', 'пароля', 'парола', 'лозинка', 'секрет', 'гасло', 'κωδικός', 'συνθηματικό'],
  ...['密码', '密碼', '口令', '密钥', '密鑰', 'パスワード', '暗証番号', '비밀번호', '암호'],
  ...['كلمةالمرور', 'סיסמה', 'รหัสผ่าน', 'पासवर्ड', 'katasandi', 'sandi'],
];

export const foreignTokens = [
  'jeton',
  'schlüssel',
  'schluessel',
  'clé',
  'clédapi',
  'ключ',
  'トークン',
  '令牌',
  '토큰',
];

/** The letters of those names, as a part of a character class; few ranges, as it is asked at every place. */
export const foreignLetters = String.raw`\u00aa-\u1fff\u3040-\ud7ff`;
