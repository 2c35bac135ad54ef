import { grouped, secretOf } from './totp-secret.js';

it('takes the secret out of the address', () => expect(secretOf('otpauth://totp/Stepwell:field%40example.org?secret=JBSWY3DPEHPK3PXP&issuer=Stepwell')).toBe('JBSWY3DPEHPK3PXP'));
it('is typed in fours', () => expect(grouped('JBSWY3DPEHPK3PXPAB')).toBe('JBSW Y3DP EHPK 3PXP AB'));
