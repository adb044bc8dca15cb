import { Avatar } from '@/components/ui/avatar'

const accounts = [
  { email: 'admin@demo.example', role: 'Admin', may: 'sets up pipelines and people' },
  { email: 'rep@demo.example', role: 'Sales rep', may: 'works on deals' },
  { email: 'viewer@demo.example', role: 'Viewer', may: 'looks, changes nothing' },
]

type Props = { password: string; onChoose: (email: string) => void }

/** The accounts of the demo, shown by a demo server alone. */
export function DemoAccounts({ password, onChoose }: Props) {
  return (
    <section aria-labelledby="demo-accounts" className="mt-8 border-t border-border pt-5">
      <h2 id="demo-accounts" className="text-xs font-medium text-muted">
        Demo accounts
      </h2>
      <p className="mb-2 text-xs text-muted">
        Choose one to sign in. The password of all is <span className="select-all">{password}</span>.
      </p>
      <ul className="-mx-2 flex flex-col gap-px">
        {accounts.map(({ email, role, may }) => (
          <li key={email}>
            <button
              type="button"
              onClick={() => onChoose(email)}
              className="flex w-full items-center gap-3 rounded-md px-2 py-1.5 text-left transition-colors hover:bg-hover touch:min-h-11"
            >
              <Avatar name={role} size={24} decorative />
              <span className="min-w-0 leading-4">
                <span className="block truncate font-medium">{email}</span>
                <span className="text-xs text-muted">
                  {role}: {may}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
