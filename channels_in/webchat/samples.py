"""How a site's own server says who its visitor is, in a few languages: shown in Settings beside the snippet.

Every sample makes the same token: header and claims as base64url without "=", joined by a dot, and the
HMAC-SHA256 of that under the secret. The secret is the key, the text is the message; mixed up, nothing is
believed.
"""

from __future__ import annotations

from dataclasses import dataclass

PYTHON = """\
import base64, hashlib, hmac, json, os, time

def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

def chat_token(user) -> str:
    head = {"alg": "HS256", "typ": "JWT"}
    claims = {
        "sub": str(user.id),
        "name": user.name,
        "email": user.email,
        "email_verified": True,  # only if you have checked it
        "phone": user.phone,  # like +6281234567890
        "phone_verified": True,  # only if you have checked it
        "exp": int(time.time()) + 3600,
    }
    text = b64(json.dumps(head).encode()) + "." + b64(json.dumps(claims).encode())
    secret = os.environ["ALUR_CHAT_SECRET"]
    return text + "." + b64(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest())
"""

PHP = """\
function b64(string $raw): string {
    return rtrim(strtr(base64_encode($raw), '+/', '-_'), '=');
}

function chat_token(object $user): string {
    $head = ['alg' => 'HS256', 'typ' => 'JWT'];
    $claims = [
        'sub' => (string) $user->id,
        'name' => $user->name,
        'email' => $user->email,
        'email_verified' => true, // only if you have checked it
        'phone' => $user->phone, // like +6281234567890
        'phone_verified' => true, // only if you have checked it
        'exp' => time() + 3600,
    ];
    $text = b64(json_encode($head)) . '.' . b64(json_encode($claims));
    return $text . '.' . b64(hash_hmac('sha256', $text, getenv('ALUR_CHAT_SECRET'), true));
}
"""

NODE = """\
import { createHmac } from "node:crypto";

const b64 = (value) => Buffer.from(value).toString("base64url");

export function chatToken(user) {
  const head = { alg: "HS256", typ: "JWT" };
  const claims = {
    sub: String(user.id),
    name: user.name,
    email: user.email,
    email_verified: true, // only if you have checked it
    phone: user.phone, // like +6281234567890
    phone_verified: true, // only if you have checked it
    exp: Math.floor(Date.now() / 1000) + 3600,
  };
  const text = `${b64(JSON.stringify(head))}.${b64(JSON.stringify(claims))}`;
  const signature = createHmac("sha256", process.env.ALUR_CHAT_SECRET).update(text).digest();
  return `${text}.${b64(signature)}`;
}
"""

RUBY = """\
require "base64"
require "json"
require "openssl"

def b64(raw) = Base64.urlsafe_encode64(raw, padding: false)

def chat_token(user)
  head = { alg: "HS256", typ: "JWT" }
  claims = {
    sub: user.id.to_s,
    name: user.name,
    email: user.email,
    email_verified: true, # only if you have checked it
    phone: user.phone, # like +6281234567890
    phone_verified: true, # only if you have checked it
    exp: Time.now.to_i + 3600
  }
  text = "#{b64(head.to_json)}.#{b64(claims.to_json)}"
  "#{text}.#{b64(OpenSSL::HMAC.digest("SHA256", ENV.fetch("ALUR_CHAT_SECRET"), text))}"
end
"""

GO = """\
func b64(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }

func chatToken(user User) (string, error) {
	head, _ := json.Marshal(map[string]string{"alg": "HS256", "typ": "JWT"})
	claims, err := json.Marshal(map[string]any{
		"sub":            strconv.FormatInt(user.ID, 10),
		"name":           user.Name,
		"email":          user.Email,
		"email_verified": true, // only if you have checked it
		"phone":          user.Phone, // like +6281234567890
		"phone_verified": true, // only if you have checked it
		"exp":            time.Now().Add(time.Hour).Unix(),
	})
	if err != nil {
		return "", err
	}
	text := b64(head) + "." + b64(claims)
	mac := hmac.New(sha256.New, []byte(os.Getenv("ALUR_CHAT_SECRET")))
	mac.Write([]byte(text))
	return text + "." + b64(mac.Sum(nil)), nil
}
"""

PAGE = """\
<script nonce="…">
  window.Alur ??= function () { (Alur.q ??= []).push(arguments) };
  Alur("identify", () => fetch("/chat-token").then((answer) => answer.text()));
</script>
"""


@dataclass(frozen=True, slots=True)
class Sample:
    key: str
    name: str
    code: str


SAMPLES = (
    Sample("php", "PHP", PHP),
    Sample("python", "Python", PYTHON),
    Sample("node", "Node.js", NODE),
    Sample("ruby", "Ruby", RUBY),
    Sample("go", "Go", GO),
)
